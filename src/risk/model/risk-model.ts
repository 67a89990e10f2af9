import { type BuyingFit, type BuyingParameters, expectedOrders, fitBuying, orderChance, usualBuying } from './buying.ts'
import { featuresOf, populationCycle } from './features.ts'
import { type Example, fitLogistic, type Logistic, logOdds } from './logistic.ts'
import { factsAsOf, type OrderDay, type OrderFacts, ordersWithin, patternsOf } from './order-facts.ts'
import { expectedSpend, fitSpend, type SpendFit, type SpendParameters } from './spend.ts'

/**
 * How a risk was worked out. `blend`: both halves, checked against what the company's own customers did. `buying`: too few past outcomes for
 * that, so the model of buying alone. `usual`: the model's fit was not sound either, so what is usual elsewhere.
 */
export type RiskMethod = 'blend' | 'buying' | 'usual'

/** Everything that scoring a customer takes beside the customer's own facts. Plain JSON but for typed arrays. */
export interface RiskModel {
  horizonDays: number
  method: RiskMethod
  buying: BuyingParameters
  /** The second half; null before there are outcomes to learn from. */
  logistic: Logistic | null
  /** Days between orders of the middle customer. */
  cycleDays: number
  /** Null: what an order day brings is not known. */
  spend: SpendParameters | null
  /** Why a fit was not used. */
  refused: { buying: BuyingFit['degenerate']; spend: SpendFit['degenerate'] }
}

/** Past days, before today less the horizon, as of which the regression learns. */
const lookBackDays = [0, 30, 60]
/** Fewer outcomes of either kind than this say too little to learn from. */
const fewestOutcomes = 30

/**
 * With less history than the horizon takes, the regression learns over a shorter one: a third of the time observed. Who is likelier to stay
 * away is much the same; how many do is then taken from the model of buying.
 */
const shareToLearn = 3

/** Trains on everything up to and including `asOf` and nothing later; customers' days are in order. */
export function trainRiskModel(customers: readonly (readonly OrderDay[])[], asOf: number, horizonDays: number): RiskModel {
  const facts = customers.flatMap(days => factsAsOf(days, asOf) ?? [])
  return modelFrom(facts, learn(customers, asOf, horizonDays), horizonDays)
}

/** The model of customers' facts as of today and of the regression learnt from their past (or a sample of them). */
export function modelFrom(facts: readonly OrderFacts[], learnt: Learnt | null, horizonDays: number): RiskModel {
  const buying = fitBuying('mbg-nbd', patternsOf(facts), { prior: true })
  const spend = fitSpend(
    facts.map(({ x, netSpend, firstSpend }) => ({ days: x, mean: x > 0 ? (netSpend - firstSpend) / x : 0 })),
    { prior: true },
  )
  const model: RiskModel = {
    horizonDays,
    method: learnt ? 'blend' : buying.degenerate ? 'usual' : 'buying',
    buying: buying.degenerate ? usualBuying(facts) : buying.parameters,
    logistic: learnt?.logistic ?? null,
    cycleDays: populationCycle(facts),
    spend: spend.degenerate ? null : spend.parameters,
    refused: { buying: buying.degenerate, spend: spend.degenerate },
  }
  return learnt && learnt.horizonDays < horizonDays ? { ...model, logistic: shifted(model, learnt.logistic, facts) } : model
}

/** The regression with its intercept moved so that on average it says what the model of buying says over the longer horizon. */
function shifted(model: RiskModel, logistic: Logistic, facts: readonly OrderFacts[]): Logistic {
  const target = facts.reduce((sum, one) => sum + 1 - orderChance(model.buying, one, model.horizonDays), 0)
  const odds = facts.map(one => logOdds(logistic, featuresOf(one, model.cycleDays)))
  let [low, high] = [-20, 20]
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    const said = odds.reduce((sum, one) => sum + chanceOf(one + middle), 0)
    if (said < target) low = middle
    else high = middle
  }
  return { ...logistic, intercept: logistic.intercept + (low + high) / 2 }
}

export interface Learnt {
  logistic: Logistic
  /** Over which it was learnt. */
  horizonDays: number
}

/** Learns from what customers did after past days; null when too few of them came back or stayed away. */
export function learn(customers: readonly (readonly OrderDay[])[], asOf: number, horizonDays: number): Learnt | null {
  const first = customers.reduce((earliest, days) => Math.min(earliest, days[0]?.day ?? asOf), asOf)
  const learning = Math.max(1, Math.min(horizonDays, Math.floor((asOf - first) / shareToLearn)))
  const examples = lookBackDays.flatMap(back => examplesAsOf(customers, asOf - learning - back, learning))
  const away = examples.filter(({ outcome }) => outcome).length
  if (Math.min(away, examples.length - away) < fewestOutcomes) return null
  return { logistic: fitLogistic(examples), horizonDays: learning }
}

function examplesAsOf(customers: readonly (readonly OrderDay[])[], then: number, horizonDays: number): Example[] {
  const known = customers.flatMap(days => {
    const facts = factsAsOf(days, then)
    return facts ? [{ facts, outcome: !ordersWithin(days, then, then + horizonDays) }] : []
  })
  const cycle = populationCycle(known.map(({ facts }) => facts))
  return known.map(({ facts, outcome }) => ({ features: featuresOf(facts, cycle), outcome }))
}

/** Beyond these odds nothing more can be said; they keep every logarithm finite. */
const leastChance = 1e-9
const bounded = (chance: number): number => Math.min(1 - leastChance, Math.max(leastChance, chance))
const logit = (chance: number): number => Math.log(bounded(chance) / (1 - bounded(chance)))
const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** The log-odds of no order within the horizon, by each half; `regression` is null when there is none. */
export function halves(model: RiskModel, facts: OrderFacts): { buying: number; regression: number | null } {
  const buying = logit(1 - orderChance(model.buying, facts, model.horizonDays))
  // Beside a fit that is not sound the regression stands alone.
  const { logistic } = model
  if (!logistic) return { buying, regression: null }
  const regression = logOdds(logistic, featuresOf(facts, model.cycleDays))
  return model.refused.buying ? { buying: regression, regression } : { buying, regression }
}

/** P(no order within the horizon): logit(risk) is the mean of the two halves. */
export function riskOf(model: RiskModel, facts: OrderFacts): number {
  const { buying, regression } = halves(model, facts)
  return bounded(chanceOf(regression === null ? buying : (buying + regression) / 2))
}

/** Orders, and what they bring, to expect within so many days. `value` is null when spend is not known. */
export function expectationOf(model: RiskModel, facts: OrderFacts, days: number): { orders: number; value: number | null } {
  const orders = expectedOrders(model.buying, facts, days)
  if (!model.spend) return { orders, value: null }
  const mean = facts.x > 0 ? (facts.netSpend - facts.firstSpend) / facts.x : 0
  return { orders, value: orders * expectedSpend(model.spend, { days: mean > 0 ? facts.x : 0, mean }) }
}
