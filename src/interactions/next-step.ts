import { parseUpcoming, type Reference } from '../chat/dates/when.ts'
import { type LocalDate, localDate, nextWorkingDay } from '../chat/dates/zone.ts'

/**
 * What is to be done next; `dueFrom` tells a date the writer gave from the next working day, taken when they gave none or one that does
 * not exist.
 */
export type NextStep = { text: string; dueDate: LocalDate; time?: string; dueFrom: 'text' | 'next-working-day' | 'impossible' }

const MARKER =
  /(?:(?<=^|[\s,.;!?，。；！？、)）])(?:next(?:\s?steps?)?|to-?do|follow[-\s]?up)\s?[:：]|(?:下一步|下步|待办|跟进|后续)(?:计划|事项)?\s?[:：]|(?<=^|[\s,.;!?，。；！？、])下一步(?=[\s\p{Script=Han}\d]))\s{0,3}/iu

/**
 * Takes the clause after "next:", "todo:", "follow up:", 下一步：, 待办： or 跟进： out of a text, up to the end of its line. `clause` is null
 * when there is none; a marker with nothing after it is dropped.
 */
export function takeNextStep(text: string): { note: string; clause: string | null } {
  const marker = MARKER.exec(text)
  if (!marker) return { note: text.trim(), clause: null }
  const start = marker.index + marker[0].length
  const lineEnd = text.indexOf('\n', start)
  const end = lineEnd === -1 ? text.length : lineEnd
  const before = text.slice(0, marker.index).replace(/[\s,，;；、(（-]+$/, '')
  const after = text.slice(end).trim()
  return {
    note: [before, after]
      .filter(part => part.trim() !== '')
      .join('\n')
      .trim(),
    clause: text.slice(start, end).trim() || null,
  }
}

/** True when a text ends in the words of a next-step marker, so that the colon after it parts no name from its text. */
export function endsInMarker(text: string): boolean {
  return /(?:^|[\s,.;!?，。；！？、])(?:next(?:\s?steps?)?|to-?do|follow[-\s]?up)$|(?:下一步|下步|待办|跟进|后续)(?:计划|事项)?$/i.test(
    text.trim(),
  )
}

/**
 * The task inside a next-step clause: its date leaves the text ("friday send the quote" is "send the quote", due Friday). A date that
 * does not exist is handed back in `impossible`, and the step is due the next working day until a person says otherwise.
 */
export function readNextStep(
  clause: string,
  ref: Reference,
  workdays: readonly number[],
): { nextStep: NextStep; impossible?: string } {
  const when = parseUpcoming(clause, ref)
  const fallback = nextWorkingDay(localDate(ref.now, ref.zone), workdays)
  if (when.kind === 'found') {
    const time = when.time === undefined ? {} : { time: when.time }
    return { nextStep: { text: withoutDate(clause, when), dueDate: when.date, ...time, dueFrom: 'text' } }
  }
  if (when.kind === 'none') return { nextStep: { text: clause, dueDate: fallback, dueFrom: 'next-working-day' } }
  const index = clause.indexOf(when.text)
  const text = index === -1 ? clause : withoutDate(clause, { index, length: when.text.length })
  return { nextStep: { text, dueDate: fallback, dueFrom: 'impossible' }, impossible: when.text }
}

/** The clause without its date; with nothing left to do but the date, the plain name of a next step in the clause's language. */
function withoutDate(clause: string, when: { index: number; length: number }): string {
  const before = clause
    .slice(0, when.index)
    .replace(/(?:^|\s)(?:(?:on|by|before|until|till|at|due|due by|this coming|no later than)(?:\s+the)?|the)\s*$/i, '')
    .replace(/(?:最晚|最迟|争取|在|于|到|等)$/, '')
  const after = clause.slice(when.index + when.length).replace(/^\s*(?:之前|以前|前|之内|内|左右|的时候)/, '')
  const joined = `${before.trim()} ${after.trim()}`.trim()
  const text = joined
    .replace(/^[\s,，:：;；、.。-]+|[\s,，;；、-]+$/g, '')
    .replace(/(?<=[\p{Script=Han}，。；、]) (?=[\p{Script=Han}，。；、])/gu, '')
    .replace(/ (?=[,.;，。；])/g, '')
    .replace(/ {2,}/g, ' ')
  if (/[\p{L}\p{N}]/u.test(text)) return text
  return /\p{Script=Han}/u.test(clause) ? '跟进' : 'Follow up'
}
