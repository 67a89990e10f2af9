import { silenceOfLeaving } from '../leaving.ts'
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

/** How the model did as of one past day, beside what it has to beat. */
export interface BacktestSetting {
  /** Day since 1970-01-01; its orders are known, later ones are not. */
  cutoff: number
  horizonDays: number
  customers: number
  /** Share without an order within the horizon. */
  base: number
  auc: number
  brier: number
  /** Brier score of saying the base rate of everybody. */
  brierBase: number
  ece: number
  /** 1: odds neither too bold nor too timid. */
  slope: number
  /** Ranking by days since the last order alone, and by the sum of the RFM quintiles. */
  aucRecency: number
  aucRfm: number
  precision: number
  lift: number
  maxLift: number
  bins: Bin[]
  /** Of those given 0-20 %, 20-40 % and so on. */
  fifths: { count: number; happened: number }[]
  method: RiskMethod
}

/**
 * Trains as of the cutoff, predicts the horizon after it, and judges by what happened; null when there was nobody to
 * judge. `not-left`: those who counted as left by the cutoff are not judged; that they stay away is no news.
 */
export function backtestAt(
  customers: readonly (readonly OrderDay[])[],
  cutoff: number,
  horizonDays: number,
  judged: 'everybody' | 'not-left' = 'everybody',
): BacktestSetting | null {
  const model = trainRiskModel(customers, cutoff, horizonDays)
  const known = customers.flatMap(days => {
    const facts = factsAsOf(days, cutoff)
    if (!facts || (judged === 'not-left' && silence(facts) >= silenceOfLeaving(cycleOf(facts, model.cycleDays)))) return []
    return [{ facts, away: Number(!ordersWithin(days, cutoff, cutoff + horizonDays)) }]
  })
  if (known.length === 0) return null
  return panelOf(model, known, cutoff)
}

function panelOf(model: RiskModel, known: readonly { facts: OrderFacts; away: number }[], cutoff: number): BacktestSetting {
  const facts = known.map(one => one.facts)
  const happened = Uint8Array.from(known, ({ away }) => away)
  const judged: Judged = { chance: Float64Array.from(facts, one => riskOf(model, one)), happened }
  const base = baseRate(judged)
  return {
    cutoff,
    horizonDays: model.horizonDays,
    customers: known.length,
    base,
    auc: areaUnderCurve(judged.chance, happened),
    brier: brierScore(judged),
    brierBase: base * (1 - base),
    ece: calibrationError(judged),
    slope: calibrationSlope(judged),
    aucRecency: areaUnderCurve(facts.map(silence), happened),
    aucRfm: areaUnderCurve(
      rfmSums(facts).map(sum => -sum),
      happened,
    ),
    ...topDecile(judged),
    bins: binsOf(judged),
    fifths: fifthsOf(judged),
    method: model.method,
  }
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
