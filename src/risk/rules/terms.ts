import { type FeatureName, featureNames, featuresOf } from '../model/features.ts'
import type { OrderFacts } from '../model/order-facts.ts'
import { averageOdds, halves, logit, type RiskModel } from '../model/risk-model.ts'
import { nonRenewal, shareOfOrders } from './renewal.ts'
import { bindingContract, type RiskInputs, type TeamModel } from './score.ts'

/** One summand of a score, in log-odds: how much more (or less) it is than for the team's average customer. */
export interface Term {
  name: 'buying' | FeatureName
  points: number
  /** What it was worked out from: the half's own log-odds, or the feature's value, mean, deviation and weight. */
  from: { odds: number; mean: number } | { value: number; mean: number; deviation: number; weight: number }
}

/** A score taken apart: the log-odds are `base` and the terms and the signals' points together. */
export interface Arithmetic {
  /** The average customer's log-odds, or those of a contract of whose customer nothing is known. */
  base: number
  terms: Term[]
}

/** Takes a score apart; null when there is no chance to take apart (points alone). */
export function arithmeticOf(model: TeamModel, inputs: RiskInputs): Arithmetic | null {
  const { orders } = inputs
  const terms = orders ? orderTerms(model.risk, orders) : []
  if (bindingContract(inputs))
    return {
      base: logit(nonRenewal(model.renewals)),
      terms: terms.map(term => ({ ...term, points: term.points * shareOfOrders })),
    }
  return orders && { base: averageOdds(model.risk), terms }
}

function orderTerms(risk: RiskModel, orders: OrderFacts): Term[] {
  const { buying, regression } = halves(risk, orders)
  const { logistic } = risk
  const half: Term = { name: 'buying', points: buying - risk.average.buying, from: { odds: buying, mean: risk.average.buying } }
  if (!logistic || regression === null) return [half]
  // Beside a fit that is not sound the regression stands alone.
  const share = risk.refused.buying ? 1 : 1 / 2
  const values = featuresOf(orders, risk.cycleDays)
  const terms = featureNames.map((name, index): Term => {
    const [value, weight] = [values[index] ?? 0, logistic.weights[index] ?? 0]
    const [mean, deviation] = [risk.average.features[index] ?? 0, logistic.deviations[index] ?? 1]
    return { name, points: (share * weight * (value - mean)) / deviation, from: { value, mean, deviation, weight } }
  })
  return share === 1 ? terms : [{ ...half, points: half.points / 2 }, ...terms]
}
