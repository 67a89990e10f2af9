import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, dayNumber, type LocalDate } from '../../chat/dates/zone.ts'
import type { Tx } from '../../database/store.ts'
import { type BacktestSetting, backtestAt, rollingCutoffs } from '../model/backtest.ts'
import type { OrderDay } from '../model/order-facts.ts'
import { type ScoredTeam, sampleOrderDays } from '../scores/inputs-store.ts'
import { sampleSize } from '../scores/model-store.ts'
import { fewestCustomers } from './check.ts'

/** Days are numbers since 1970-01-01. */
export type OwnBacktest =
  /** `lastDay`: outcomes are known up to it. */
  | { kind: 'done'; lastDay: number; settings: BacktestSetting[] }
  /** Only so many customers had ordered by the last cutoff. `from`: the day on which there will be enough; null: that takes other orders. */
  | { kind: 'too-little'; cutoff: number; customers: number; from: number | null }

/** A team's order days, as the model learns from them. */
export const ownOrderDays = (tx: Tx, team: ScoredTeam, today: LocalDate): Promise<OrderDay[][]> =>
  sampleOrderDays(tx, team, today, sampleSize)

/**
 * How the risk would have done on a team's own orders. Without cutoffs: on the last three quarters whose outcome is known by the last day
 * with an order, for orders may not have come in since; today is not over. Cost: a training and two panels each, some seconds for 20,000
 * customers; others get a turn in between.
 */
export async function ownBacktest(
  customers: readonly (readonly OrderDay[])[],
  today: LocalDate,
  horizonDays: number,
  asked: readonly number[] | null = null,
): Promise<OwnBacktest> {
  const yesterday = dayNumber(addDays(today, -1))
  const last = customers.reduce((latest, days) => Math.max(latest, days.at(-1)?.day ?? 0), 0)
  const lastDay = last === 0 ? yesterday : Math.min(yesterday, last)
  const cutoffs = asked ?? rollingCutoffs(lastDay, horizonDays)
  const settings: BacktestSetting[] = []
  for (const cutoff of cutoffs) {
    if (orderedBy(customers, cutoff) < fewestCustomers) continue
    await nextTurn()
    const setting = backtestAt(customers, cutoff, horizonDays)
    if (setting) settings.push(setting)
  }
  if (settings.length > 0) return { kind: 'done', lastDay, settings }
  const cutoff = Math.max(...cutoffs)
  return { kind: 'too-little', cutoff, customers: orderedBy(customers, cutoff), from: enoughFrom(customers, today, horizonDays) }
}

const firstDay = (days: readonly OrderDay[]): number => days.find(({ ordered }) => ordered)?.day ?? Number.POSITIVE_INFINITY

const orderedBy = (customers: readonly (readonly OrderDay[])[], cutoff: number): number =>
  customers.filter(days => firstDay(days) <= cutoff).length

/** One horizon and a day after enough customers had ordered; null when that is past, or too few have. */
function enoughFrom(customers: readonly (readonly OrderDay[])[], today: LocalDate, horizonDays: number): number | null {
  const day = customers.map(firstDay).toSorted((a, b) => a - b)[fewestCustomers - 1] ?? Number.POSITIVE_INFINITY
  const from = day + horizonDays + 1
  return Number.isFinite(from) && from > dayNumber(today) ? from : null
}
