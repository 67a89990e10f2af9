import type { LocalDate } from '../../chat/dates/zone.ts'

/** From the first day away up to the day of return, which is worked again; both local to the person. */
export interface Absence {
  from: LocalDate
  until: LocalDate
}

interface Columns {
  awayFrom: Date | null
  awayUntil: Date | null
}

/** The absence a member's row holds: past, present or to come. */
export function absenceOf({ awayFrom, awayUntil }: Columns): Absence | null {
  return awayFrom && awayUntil ? { from: dayOf(awayFrom), until: dayOf(awayUntil) } : null
}

const dayOf = (column: Date): LocalDate => column.toISOString().slice(0, 10)

export const isAway = (absence: Absence | null, day: LocalDate): boolean =>
  absence !== null && absence.from <= day && day < absence.until

export const overlap = (a: Absence | null, b: Absence | null): boolean =>
  a !== null && b !== null && a.from < b.until && b.from < a.until
