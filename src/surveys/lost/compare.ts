import { type Fourfold, fisherExact, logFactorials } from './fisher.ts'
import { holm } from './holm.ts'
import { type Lift, liftOf } from './lift.ts'

/** A value of a trait: how many customers have it, and how many of them left. */
export interface Counted<Trait extends string = string> {
  trait: Trait
  value: string
  /** What people call it. */
  label: string
  all: number
  left: number
}

/** A value that holds after correction, with the others it is held against and its corrected p. */
export interface Finding<Trait extends string = string> extends Counted<Trait>, Fourfold, Lift {
  p: number
}

export interface Comparison<Trait extends string = string> {
  /** Likelier to leave, surest first; and less likely. */
  more: Finding<Trait>[]
  fewer: Finding<Trait>[]
  /** How many values were tried: what the p values are corrected for. */
  tried: number
  /** Too small to be named, whatever came out. */
  tooSmall: number
}

/** What follows is said only from so many on: of all who left, of those who left with a value, of customers on either side of it. */
export const fewest = { left: 10, leftWith: 5, customers: 10 }
/** A finding may be false with this chance, all of them together. */
export const level = 0.05

/**
 * Which values those who left share against those who stayed. Which are tried follows from how many have them, never from how many of these
 * left: values with too few leavers count among the tried, else the correction would not hold. `smaller`: values left out before.
 */
export function compare<Trait extends string>(
  values: readonly Counted<Trait>[],
  total: { all: number; left: number },
  smaller = 0,
): Comparison<Trait> {
  const logs = logFactorials(total.all)
  const tried = values.filter(({ all }) => all >= fewest.customers && total.all - all >= fewest.customers)
  const tables = tried.map(
    ({ all, left }): Fourfold => ({ having: all, leftHaving: left, lacking: total.all - all, leftLacking: total.left - left }),
  )
  const corrected = holm(tables.map(table => fisherExact(table, logs)))
  const findings = tried
    .flatMap((counted, index): Finding<Trait>[] => {
      const [table, p = 1] = [tables[index], corrected[index]]
      return table && p <= level && isLargeEnough(counted) ? [{ ...counted, ...table, ...liftOf(table), p }] : []
    })
    .toSorted((one, other) => one.p - other.p || other.ratio - one.ratio)
  return {
    more: findings.filter(({ ratio }) => ratio > 1),
    fewer: findings.filter(({ ratio }) => ratio < 1),
    tried: tried.length,
    tooSmall: smaller + values.filter(counted => !isLargeEnough(counted)).length,
  }
}

const isLargeEnough = ({ all, left }: Counted): boolean => all >= fewest.customers && left >= fewest.leftWith
