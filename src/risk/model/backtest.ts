import { fitLogistic } from './logistic.ts'
import { factsAsOf, type OrderDay, type OrderFacts, ordersWithin } from './order-facts.ts'
import { areaUnderCurve, type Bin, baseRate, binsOf, brierScore, calibrationError, type Judged, topDecile } from './panel.ts'
import { rfmSums } from './rfm-sum.ts'
import { type RiskMethod, riskOf, trainRiskModel } from './risk-model.ts'

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
  method: RiskMethod
}

/** Trains as of the cutoff, predicts the horizon after it, and judges by what happened; null when nobody had ordered by then. */
export function backtestAt(
  customers: readonly (readonly OrderDay[])[],
  cutoff: number,
  horizonDays: number,
): BacktestSetting | null {
  const known = customers.flatMap(days => {
    const facts = factsAsOf(days, cutoff)
    return facts ? [{ facts, away: Number(!ordersWithin(days, cutoff, cutoff + horizonDays)) }] : []
  })
  if (known.length === 0) return null
  const model = trainRiskModel(customers, cutoff, horizonDays)
  const facts = known.map(one => one.facts)
  const happened = Uint8Array.from(known, ({ away }) => away)
  const judged: Judged = { chance: Float64Array.from(facts, one => riskOf(model, one)), happened }
  const base = baseRate(judged)
  return {
    cutoff,
    horizonDays,
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
