import { silenceOfLeaving } from '../rules/leaving.ts'
import { cycleOf } from './features.ts'
import { fitLogistic } from './logistic.ts'
import { factsAsOf, type OrderDay, type OrderFacts, ordersWithin } from './order-facts.ts'
import {
  areaUnderCurve,
  type Bin,
  baseRate,
  binsOf,
  brierScore,
  calibrationError,
  fifthsOf,
  type Judged,
  topDecile,
} from './panel.ts'
import { rfmSums } from './rfm-sum.ts'
import { type RiskMethod, type RiskModel, riskOf, trainRiskModel } from './risk-model.ts'

/** What was said of some customers as of a past day, beside what they did. */
export interface Check {
  customers: number
  /** Share without an order within the horizon. */
  base: number
  auc: number
  /** Ranking by days since the last order alone. */
  aucRecency: number
  brier: number
  ece: number
  bins: Bin[]
  /** Of those given 0-20 %, 20-40 % and so on. */
  fifths: { count: number; happened: number }[]
}

/** How the model did as of one past day, beside what it has to beat. */
export interface BacktestSetting extends Check {
  /** Day since 1970-01-01; its orders are known, later ones are not. */
  cutoff: number
  horizonDays: number
  /** Brier score of saying the base rate of everybody. */
  brierBase: number
  /** 1: odds neither too bold nor too timid. */
  slope: number
  /** Ranking by the sum of the RFM quintiles. */
  aucRfm: number
  precision: number
  lift: number
  maxLift: number
  method: RiskMethod
  /** Those alone who did not count as left by the cutoff: that the others stay away is no news. Null: nobody. */
  remaining: Check | null
}

/** Trains as of the cutoff, predicts the horizon after it, and judges by what happened; null when there was nobody to judge. */
export function backtestAt(
  customers: readonly (readonly OrderDay[])[],
  cutoff: number,
  horizonDays: number,
): BacktestSetting | null {
  const { model, said } = predictAt(customers, cutoff, horizonDays)
  const check = checkFrom(said)
  if (!check) return null
  const judged = judgedOf(said)
  return {
    ...{ cutoff, horizonDays },
    ...check,
    brierBase: check.base * (1 - check.base),
    slope: calibrationSlope(judged),
    aucRfm: areaUnderCurve(
      rfmSums(said.map(({ facts }) => facts)).map(sum => -sum),
      judged.happened,
    ),
    ...topDecile(judged),
    method: model.method,
    remaining: checkFrom(said.filter(({ left }) => !left)),
  }
}

/** The check alone of those who had not left; null: there were none. */
export function checkAt(customers: readonly (readonly OrderDay[])[], cutoff: number, horizonDays: number): Check | null {
  return checkFrom(predictAt(customers, cutoff, horizonDays).said.filter(({ left }) => !left))
}

interface Said {
  facts: OrderFacts
  chance: number
  happened: number
  left: boolean
}

function predictAt(
  customers: readonly (readonly OrderDay[])[],
  cutoff: number,
  horizonDays: number,
): { model: RiskModel; said: Said[] } {
  const model = trainRiskModel(customers, cutoff, horizonDays)
  const said = customers.flatMap(days => {
    const facts = factsAsOf(days, cutoff)
    if (!facts) return []
    const happened = Number(!ordersWithin(days, cutoff, cutoff + horizonDays))
    const left = silence(facts) >= silenceOfLeaving(cycleOf(facts, model.cycleDays))
    return [{ facts, chance: riskOf(model, facts), happened, left }]
  })
  return { model, said }
}

const judgedOf = (said: readonly Said[]): Judged => ({
  chance: Float64Array.from(said, ({ chance }) => chance),
  happened: Uint8Array.from(said, ({ happened }) => happened),
})

function checkFrom(said: readonly Said[]): Check | null {
  if (said.length === 0) return null
  const judged = judgedOf(said)
  return {
    customers: said.length,
    base: baseRate(judged),
    auc: areaUnderCurve(judged.chance, judged.happened),
    aucRecency: areaUnderCurve(
      said.map(({ facts }) => silence(facts)),
      judged.happened,
    ),
    brier: brierScore(judged),
    ece: calibrationError(judged),
    bins: binsOf(judged),
    fifths: fifthsOf(judged),
  }
}

/** The last three quarters whose outcome is known by the end of `lastDay`. */
export const rollingCutoffs = (lastDay: number, horizonDays: number): number[] =>
  [182, 91, 0].map(back => lastDay - horizonDays - back)

/** The figures of a panel that can be averaged. */
export type Figures = Omit<BacktestSetting, 'cutoff' | 'horizonDays' | 'bins' | 'fifths' | 'method' | 'remaining'> & {
  remaining: Omit<Check, 'bins' | 'fifths'> | null
}

/** The means over settings; those of `remaining` over the settings in which somebody remained. */
export function meanOf(settings: readonly BacktestSetting[]): Figures {
  const remaining = settings.flatMap(setting => setting.remaining ?? [])
  const { cutoff, horizonDays, ...means } = meansOf(settings)
  return { ...means, remaining: remaining.length > 0 ? meansOf(remaining) : null }
}

type NumbersOf<T> = { [K in keyof T as T[K] extends number ? K : never]: number }

function meansOf<T extends object>(all: readonly T[]): NumbersOf<T> {
  const names = Object.keys(all[0] ?? {}) as (keyof T)[]
  const mean = (name: keyof T): number => all.reduce((sum, one) => sum + Number(one[name]), 0) / all.length
  return Object.fromEntries(
    names.filter(name => typeof all[0]?.[name] === 'number').map(name => [name, mean(name)]),
  ) as NumbersOf<T>
}

const silence = ({ T, tx }: OrderFacts): number => T - tx

/** The slope of a regression of what happened on the log-odds that were said (Cox 1958). */
function calibrationSlope({ chance, happened }: Judged): number {
  const examples = Array.from(chance, (said, index) => ({
    features: Float64Array.of(Math.log(said / (1 - said))),
    outcome: happened[index] === 1,
  }))
  const { weights, deviations } = fitLogistic(examples)
  return (weights[0] ?? 0) / (deviations[0] ?? 1)
}
