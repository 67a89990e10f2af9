import { plainSpaces, takeQuoted } from '../chat/verbs.ts'
import { endsInMarker } from './next-step.ts'

const LONGEST_WHO = 80

/**
 * Parts `<who>: <text>` at the first colon (`:` or `：`). `who` may be quoted, or a row number of the list last shown. A colon inside a
 * time, a link, an emoji name or after "next" parts nothing: then `who` is null and the name, if any, still starts `rest`.
 */
export function splitLog(text: string): { who: string | null; rest: string } {
  const plain = plainSpaces(text)
  const whole = { who: null, rest: plain }
  const quoted = takeQuoted(plain)
  if (quoted) {
    const colon = /^\s*[:：]/.exec(quoted.rest)
    return colon && quoted.inside !== '' ? { who: quoted.inside, rest: quoted.rest.slice(colon[0].length).trim() } : whole
  }
  const colon = /[:：]/.exec(plain.slice(0, LONGEST_WHO * 2 + 1))?.index ?? -1
  if (colon <= 0 || !parts(plain, colon)) return whole
  const who = plain.slice(0, colon).trim()
  if ([...who].length > LONGEST_WHO || /[\n，。；！？]/.test(who) || endsInMarker(who)) return whole
  return { who, rest: plain.slice(colon + 1).trim() }
}

function parts(text: string, colon: number): boolean {
  const before = text.slice(0, colon)
  const after = text.slice(colon + 1)
  const isTime = /(?:^|\D)\d{1,2}$/.test(before) && /^[0-5]\d(?!\d)/.test(after)
  const isLink = after.startsWith('//') || /(?:mailto|tel|https?)$/i.test(before)
  const isEmoji = /(?:^|\s)$/.test(before) && /^[a-z0-9_+-]{1,40}:/i.test(after)
  return !isTime && !isLink && !isEmoji
}
