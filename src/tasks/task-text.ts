import { parseUpcoming, type Reference } from '../chat/dates/when.ts'
import { type LocalDate, localDate, nextWorkingDay } from '../chat/dates/zone.ts'
import { takeQuoted } from '../chat/verbs.ts'

export interface TaskText {
  title: string
  dueOn: LocalDate
  dueTime: string | null
  /** Whether the writer gave the day. */
  dueFrom: 'text' | 'next-working-day'
  /** A date in the text that does not exist. */
  impossible: string | null
}

/** The name before the first colon; a colon between digits is a time. Quotes keep a name with a colon whole. */
export function splitAtColon(text: string): { who: string | null; rest: string } {
  const line = text.trim()
  const quoted = takeQuoted(line)
  if (quoted && /^\s*[:：]/.test(quoted.rest)) return { who: quoted.inside, rest: quoted.rest.replace(/^\s*[:：]\s*/, '') }
  const match = /^([^:：\n]{1,120})[:：]/.exec(line)
  const isTime = match && /\d$/.test(match[1] ?? '') && /^\d\d/.test(line.slice(match[0].length))
  if (!match || isTime) return { who: null, rest: line }
  return { who: (match[1] ?? '').trim(), rest: line.slice(match[0].length).trim() }
}

/**
 * `send the quote friday`: what is to be done and by when; without a date, or with one that does not exist, the next working day. A text
 * that is only a date stays whole.
 */
export function readTaskText(text: string, ref: Reference, workdays: readonly number[]): TaskText {
  const title = text.trim()
  const when = parseUpcoming(title, ref)
  if (when.kind === 'found')
    return { title: withoutDate(title, when), dueOn: when.date, dueTime: when.time ?? null, dueFrom: 'text', impossible: null }
  const dueOn = nextWorkingDay(localDate(ref.now, ref.zone), workdays)
  const nextDay = { dueOn, dueTime: null, dueFrom: 'next-working-day' as const }
  if (when.kind === 'none') return { ...nextDay, title, impossible: null }
  const index = title.indexOf(when.text)
  const left = index === -1 ? title : withoutDate(title, { index, length: when.text.length })
  return { ...nextDay, title: left, impossible: when.text }
}

function withoutDate(title: string, { index, length }: { index: number; length: number }): string {
  const before = title
    .slice(0, index)
    .replace(/(?:^|\s)(?:on|by|before|until|till|at|due|due by|this coming|no later than)\s*(?:the\s*)?$/i, '')
    .replace(/(?:最晚|最迟|争取|在|于|到)$/, '')
  const after = title.slice(index + length).replace(/^\s*(?:之前|以前|前|之内|内|左右|再)/, '')
  const left = `${before.trim()} ${after.trim()}`
    .replace(/^[\s,，:：;；、.。-]+|[\s,，;；、-]+$/g, '')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
  return /[\p{L}\p{N}]/u.test(left) ? left : title
}
