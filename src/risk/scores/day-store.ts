import type { LocalDate } from '../../chat/dates/zone.ts'
import type { Tx } from '../../database/store.ts'
import { atLeast, type Band } from '../rules/bands.ts'
import type { Scored } from '../rules/score.ts'

/** A team's customers by risk, counted while they are scored. */
export interface Tally {
  bands: Record<Band, number>
  tenths: number[]
  valueAtRisk: number
  add(row: Scored): void
}

export function createTally(): Tally {
  const tally: Tally = {
    bands: { healthy: 0, watch: 0, at_risk: 0, critical: 0 },
    tenths: Array.from({ length: 10 }, () => 0),
    valueAtRisk: 0,
    add({ score, band, value }) {
      tally.bands[band]++
      if (score === null) return
      const tenth = Math.min(9, Math.floor(score * 10))
      tally.tenths[tenth] = (tally.tenths[tenth] ?? 0) + 1
      if (atLeast(band, 'at_risk')) tally.valueAtRisk += score * value
    },
  }
  return tally
}

/** Keeps the day's distribution, in place of an earlier one of the same day. */
export async function keepDay(tx: Tx, teamId: number, date: LocalDate, { bands, tenths, valueAtRisk }: Tally): Promise<void> {
  const { healthy, watch, at_risk: atRisk, critical } = bands
  const values = { healthy, watch, atRisk, critical, tenths, valueAtRisk: valueAtRisk.toFixed(2) }
  const key = { teamId, day: new Date(date) }
  await tx.riskDay.upsert({ where: { teamId_day: key }, create: { ...key, ...values }, update: values })
}
