import type { LocalDate } from '../chat/dates/zone.ts'
import type { Tx } from '../database/store.ts'
import { type Estimate, estimate, expectedCycle, leavesOn } from './estimate.ts'
import { populationCycle, type RhythmRow, readRhythms } from './rhythm-store.ts'

/** A customer's risk as of a day. The seam behind which a better model takes the place of the estimate. */
export interface Assessed extends RhythmRow, Estimate {
  /** The day the customer counts as left, when that is not after the day asked for. */
  left: LocalDate | null
}

export interface Assessment {
  /** Shown to people with every score. */
  method: 'estimate'
  populationCycleDays: number
  customers: Assessed[]
}

/**
 * The risk of a team's customers (or of `ids` only) as of the end of a local day, from nothing later than that day.
 * For `ids`, pass the population's cycle of the last whole run: a few customers say little about it.
 */
export async function assess(
  tx: Tx,
  team: { id: number; zone: string },
  date: LocalDate,
  few?: { ids: readonly number[]; populationCycleDays: number },
): Promise<Assessment> {
  const [rhythms = []] = await readRhythms(tx, team, [date], few?.ids)
  return assessed(rhythms, few?.populationCycleDays ?? populationCycle(rhythms), date)
}

/** The risk as of two days, read together: what changed between them. */
export async function assessBoth(
  tx: Tx,
  team: { id: number; zone: string },
  days: readonly [LocalDate, LocalDate],
): Promise<[Assessment, Assessment]> {
  const [one = [], other = []] = await readRhythms(tx, team, days)
  return [assessed(one, populationCycle(one), days[0]), assessed(other, populationCycle(other), days[1])]
}

function assessed(rhythms: readonly RhythmRow[], populationCycleDays: number, date: LocalDate): Assessment {
  const customers = rhythms.map((rhythm): Assessed => {
    const left = leftBy(rhythm, populationCycleDays, date)
    return Object.assign(rhythm, estimate(rhythm, populationCycleDays, date), { left })
  })
  return { method: 'estimate', populationCycleDays, customers }
}

function leftBy(rhythm: RhythmRow, populationCycleDays: number, date: LocalDate): LocalDate | null {
  if (rhythm.leftOn) return rhythm.leftOn
  const day = leavesOn(rhythm, expectedCycle(rhythm, populationCycleDays), rhythm.contractEndsOn)
  return day <= date ? day : null
}
