import { type Card, cardFits } from './cards.ts'
import { badParameter } from './model.ts'

/** Bytes of a robot's markdown. */
const mostBytes = 20_480

/** Sizes and shapes that every frame of a robot must have, whatever it is for: 0, or WeCom's error code. */
export function problemOf(body: Record<string, unknown>): number {
  const texts = [body.markdown, body.stream].flatMap(one => (one as { content?: string } | undefined)?.content ?? [])
  if (texts.some(text => text === '' || Buffer.byteLength(text) > mostBytes)) return badParameter
  const card = body.template_card as Card | undefined
  return !card || cardFits(card) ? 0 : badParameter
}
