import { addDays, addMonths, daysBetween, type LocalDate } from '../chat/dates/zone.ts'

/** The rectangle in which values are drawn, in pixels. */
export interface Area {
  left: number
  right: number
  top: number
  bottom: number
}

/** Takes a value to a place. */
export type Scale = (value: number) => number

export function scale(low: number, high: number, from: number, to: number): Scale {
  return value => from + ((value - low) / (high - low || 1)) * (to - from)
}

const steps = [1, 2, 2.5, 5, 10]

/** Round marks from at or below the lowest to at or above the highest value, zero among them, about five. `whole`: only whole numbers. */
export function ticks(values: readonly number[], whole: boolean): number[] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  if (high - low < 1e-9) return [0, 1]
  const rough = (high - low) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const fitting = steps.map(step => step * magnitude).find(step => step >= rough * 0.999) ?? rough
  const step = whole ? Math.max(1, Math.ceil(fitting)) : fitting
  const from = Math.floor(low / step)
  const to = Math.ceil(high / step)
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)))
}

const mostDays = 9

/** Days to mark between two others: the firsts of months, or every week where they are close; at most nine. */
export function dayTicks(from: LocalDate, to: LocalDate): LocalDate[] {
  const days = daysBetween(from, to)
  if (days <= 7 * mostDays) {
    const every = days <= mostDays ? 1 : 7
    return Array.from({ length: Math.floor(days / every) + 1 }, (_, index) => addDays(from, index * every))
  }
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120]) {
    const found = firstsOfMonths(from, to, months)
    if (found.length <= mostDays) return found
  }
  return [from, to]
}

function firstsOfMonths(from: LocalDate, to: LocalDate, months: number): LocalDate[] {
  const found: LocalDate[] = []
  // Counted from January, so that quarters begin where people expect them.
  for (let day = `${from.slice(0, 4)}-01-01`; day <= to; day = addMonths(day, months)) if (day >= from) found.push(day)
  return found
}
