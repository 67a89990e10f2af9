import { z } from 'zod'
import type { Button, Json, Message } from '../../chat/message.ts'
import type { Place, PlatformState } from '../../chat/platform.ts'

/** Asks before an action; the platform's own. */
export const confirmAction = 'wecom.confirm'
export const confirmed = z.strictObject({ a: z.string(), v: z.json(), label: z.string(), question: z.string() })

/** The code that stands beside each button: 3.1 for the first action of row 3, letters for all else. */
export type Codes = ReadonlyMap<Button, string>

export interface Action {
  action: string
  value: Json
}

/** Codes for everything that a message offers to do. */
export function codesOf(message: Message): Codes {
  const codes = new Map<Button, string>()
  const taken = new Set<string>()
  let letters = 0
  for (const part of message.parts) {
    if (part.kind === 'actions') for (const button of part.actions) codes.set(button, letter(letters++))
    if (part.kind !== 'list') continue
    for (const [index, row] of part.rows.entries())
      for (const [nth, button] of (row.act ?? []).entries()) {
        const numbered = part.start === undefined ? null : `${part.start + index}.${nth + 1}`
        const code = numbered === null || taken.has(numbered) ? letter(letters++) : numbered
        taken.add(code)
        codes.set(button, code)
      }
  }
  return codes
}

/** A to Z, then AA to ZZ. */
const letter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)

/** What pressing a button starts: itself, or the question that comes before it. */
export function actionOf({ action, value, label, confirm }: Button): Action {
  if (!confirm) return { action, value }
  return { action: confirmAction, value: { a: action, v: value, label, question: confirm } }
}

const pair = z.tuple([z.string(), z.json()])
const offer = z.object({ at: z.number(), rows: z.record(z.string(), pair), others: z.record(z.string(), pair) })
type Offer = z.infer<typeof offer>

/** Where codes are read: in the app's chat with somebody others than in the robot's, though both are called by the member's id. */
export const codesAt = (chat: string, isApp: boolean): string => (isApp ? `app|${chat}` : chat)

export interface Offers {
  /** Remembers what the codes of a message mean: for one person in a place, or (null) for everybody there. */
  remember(place: string, person: string | null, codes: Codes, at: number): Promise<void>
  /** What a code means to this person here; null for what is no code, or none of the last 24 hours. */
  meant(place: Pick<Place, 'id'>, person: string, text: string, at: number): Promise<Action | null>
}

const keptForMs = 24 * 3_600_000

/**
 * The codes last shown. A message without rows leaves those of the list before it, which somebody is working through; one without other
 * buttons leaves those as well.
 */
export function createOffers(state: PlatformState): Offers {
  const keyOf = (place: string, person: string | null): string => `offer.${place}|${person ?? ''}`
  const read = async (key: string): Promise<Offer | null> => offer.safeParse(await state.get(key)).data ?? null

  return {
    async remember(place, person, codes, at) {
      if (codes.size === 0) return
      const key = keyOf(place, person)
      const before = await read(key)
      const [rows, others]: Record<string, [string, Json]>[] = [{}, {}]
      for (const [button, code] of codes) {
        const { action, value } = actionOf(button)
        const into = /^\d/.test(code) ? rows : others
        if (into) into[code] = [action, value]
      }
      const kept = (now: Record<string, [string, Json]> = {}, earlier: Offer['rows'] = {}) =>
        Object.keys(now).length > 0 ? now : earlier
      await state.set(key, { at, rows: kept(rows, before?.rows), others: kept(others, before?.others) } as Json)
    },
    async meant(place, person, text, at) {
      const code = codeTyped(text)
      if (code === null) return null
      const found = await Promise.all([read(keyOf(place.id, person)), read(keyOf(place.id, null))])
      const newestFirst = found
        .flatMap(one => (one && at - one.at < keptForMs ? [one] : []))
        .toSorted((one, other) => other.at - one.at)
      for (const { rows, others } of newestFirst) {
        const [action, value] = rows[code] ?? others[code] ?? []
        if (action !== undefined && value !== undefined) return { action, value }
      }
      return null
    },
  }
}

/** `3.1`, `操作 3.1`, `act b`, full-width or not. */
function codeTyped(text: string): string | null {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:操作|act)\s*/i, '')
    .replaceAll('。', '.')
  return /^(?:\d{1,4}\.\d{1,2}|[a-z]{1,2})$/i.test(typed) ? typed.toUpperCase() : null
}
