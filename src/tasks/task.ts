import { addDays, type LocalDate, weekday } from '../chat/dates/zone.ts'

/** Where an open task stands on a list. Snoozed ones stand apart until they wake. */
export const buckets = ['overdue', 'today', 'coming', 'snoozed'] as const
export type Bucket = (typeof buckets)[number]

/** A task's text is a line, not a document; what is longer goes back to whoever wrote it. */
export const titleLength = 500

/** A local day as Prisma keeps it in a date column, and back. */
export const dateColumn = (date: LocalDate): Date => new Date(`${date}T00:00:00.000Z`)
export const dayOf = (column: Date): LocalDate => column.toISOString().slice(0, 10)

/** Which part of the list a task belongs to on a day. */
export function bucketOf(task: { dueOn: LocalDate; snoozedUntil: Date | null }, today: LocalDate, now: Date): Bucket {
  if (task.snoozedUntil && task.snoozedUntil > now) return 'snoozed'
  if (task.dueOn === today) return 'today'
  return task.dueOn < today ? 'overdue' : 'coming'
}

/** The last working day before `date`; with no workdays at all, the day before. */
export function previousWorkingDay(date: LocalDate, workdays: readonly number[]): LocalDate {
  for (let back = 1; back <= 7; back += 1) {
    const candidate = addDays(date, -back)
    if (workdays.includes(weekday(candidate))) return candidate
  }
  return addDays(date, -1)
}

/** The first `length` characters with an ellipsis where something is missing; never half a character. */
export function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length - 1)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
