import { silenceOfLeaving } from '../rules/leaving.ts'
import { type BuyingFit, type BuyingParameters, expectedOrders, fitBuying, orderChance, usualBuying } from './buying.ts'
import { cycleOf, featureNames, featuresOf, populationCycle } from './features.ts'
import { type Example, fitLogistic, type Logistic, logOdds } from './logistic.ts'
import { factsAsOf, type OrderDay, type OrderFacts, ordersWithin, patternsOf } from './order-facts.ts'
import { expectedSpend, fitSpend, type SpendFit, type SpendParameters } from './spend.ts'

/**
 * How a risk was worked out. `blend`: both halves, checked against what the company's own customers did. `early`: the same, but learnt over a
 * shorter time than it looks ahead, for there is no longer one yet. `buying`: too few past outcomes for that, so the model of buying alone. `usual`: the model's fit was not sound either, so what is usual elsewhere.
 */
export const riskMethods = ['blend', 'early', 'buying', 'usual'] as const
export type RiskMethod = (typeof riskMethods)[number]

/** Everything that scoring a customer takes beside the customer's own facts. Plain JSON but for typed arrays. */
export interface RiskModel {
  horizonDays: number
  method: RiskMethod
  buying: BuyingParameters
  /** The second half; null before there are outcomes to learn from. */
  logistic: Logistic | null
  /** Days between orders of the middle customer. */
  cycleDays: number
  /** The average of the customers who have not left: reasons and parts of a score are told against it. */
  average: AverageCustomer
  /** Null: what an order day brings is not known. */
  spend: SpendParameters | null
  /** Why a fit was not used. */
  refused: { buying: BuyingFit['degenerate']; spend: SpendFit['degenerate'] }
}

/** What the buying half says of customers on average, in log-odds, and their mean features. */
export interface AverageCustomer {
  buying: number
  features: Float64Array
}

/** Past days, before today less the horizon, as of which the regression learns. */
const lookBackDays = [0, 30, 60]
/** Fewer customers than this who came back, or who stayed away, say too little to learn from. */
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
  const parameters = buying.degenerate ? usualBuying(facts) : buying.parameters
  const cycleDays = populationCycle(facts)
  const model: RiskModel = {
    horizonDays,
    method: learnt ? (learnt.horizonDays < horizonDays ? 'early' : 'blend') : buying.degenerate ? 'usual' : 'buying',
    buying: parameters,
    logistic: learnt?.logistic ?? null,
    cycleDays,
    average: averageOf(facts, cycleDays, one => awayOdds(parameters, one, horizonDays)),
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
  // A customer who is silent over all three days is one outcome, not three.
  const who = (away: boolean): number => new Set(examples.flatMap(({ outcome, of }) => (outcome === away ? [of] : []))).size
  if (Math.min(who(true), who(false)) < fewestOutcomes) return null
  return { logistic: fitLogistic(examples), horizonDays: learning }
}

function examplesAsOf(
  customers: readonly (readonly OrderDay[])[],
  then: number,
  horizonDays: number,
): (Example & { of: number })[] {
  const known = customers.flatMap((days, of) => {
    const facts = factsAsOf(days, then)
    return facts ? [{ facts, of, outcome: !ordersWithin(days, then, then + horizonDays) }] : []
  })
  const cycle = populationCycle(known.map(({ facts }) => facts))
  return known.map(({ facts, of, outcome }) => ({ features: featuresOf(facts, cycle), outcome, of }))
}

/** Beyond these odds nothing more can be said; they keep every logarithm finite. */
const leastChance = 1e-9
const bounded = (chance: number): number => Math.min(1 - leastChance, Math.max(leastChance, chance))
export const logit = (chance: number): number => Math.log(bounded(chance) / (1 - bounded(chance)))
const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** The log-odds of no order within the horizon by the model of buying. */
const awayOdds = (parameters: BuyingParameters, facts: OrderFacts, horizonDays: number): number =>
  logit(1 - orderChance(parameters, facts, horizonDays))

/** The average of those who have not left, who are whom a customer is compared with; of all when everybody has. */
function averageOf(facts: readonly OrderFacts[], cycleDays: number, odds: (one: OrderFacts) => number): AverageCustomer {
  const here = facts.filter(one => one.T - one.tx < silenceOfLeaving(cycleOf(one, cycleDays)))
  const counted = here.length > 0 ? here : facts
  const average = { buying: 0, features: new Float64Array(featureNames.length) }
  for (const one of counted) {
    average.buying += odds(one) / counted.length
    for (const [index, value] of featuresOf(one, cycleDays).entries())
      average.features[index] = (average.features[index] ?? 0) + value / counted.length
  }
  return average
}

/** The log-odds of no order within the horizon, by each half; `regression` is null when there is none. */
export function halves(model: RiskModel, facts: OrderFacts): { buying: number; regression: number | null } {
  const buying = awayOdds(model.buying, facts, model.horizonDays)
  // Beside a fit that is not sound the regression stands alone.
  const { logistic } = model
  if (!logistic) return { buying, regression: null }
  const regression = logOdds(logistic, featuresOf(facts, model.cycleDays))
  return model.refused.buying ? { buying: regression, regression } : { buying, regression }
}

/** The log-odds of the average customer: what a customer's own are compared with. */
export function averageOdds({ average, logistic, refused }: RiskModel): number {
  if (!logistic) return average.buying
  const regression = logOdds(logistic, average.features)
  return refused.buying ? regression : (average.buying + regression) / 2
}

/** P(no order within the horizon): logit(risk) is the mean of the two halves, and what signals add. */
export function riskOf(model: RiskModel, facts: OrderFacts, points = 0): number {
  const { buying, regression } = halves(model, facts)
  return chanceWith(regression === null ? buying : (buying + regression) / 2, points)
}

/** A chance from log-odds and points, never 0 or 1. */
export const chanceWith = (odds: number, points: number): number => bounded(chanceOf(odds + points))

/** Spend to expect on an order day; null when that is not known. */
function dayValue(model: RiskModel, { x, netSpend, firstSpend }: OrderFacts): number | null {
  const mean = x > 0 ? (netSpend - firstSpend) / x : 0
  return model.spend && expectedSpend(model.spend, { days: mean > 0 ? x : 0, mean })
}

/** Orders, and what they bring, to expect within so many days. `value` is null when spend is not known. */
export function expectationOf(model: RiskModel, facts: OrderFacts, days: number): { orders: number; value: number | null } {
  const orders = expectedOrders(model.buying, facts, days)
  const each = dayValue(model, facts)
  return { orders, value: each === null ? null : orders * each }
}

/** How lifetime value is counted: so far ahead, in quarters, each worth less by so much a year. Always said with the figure. */
export const lifetime = { years: 3, discountPerYear: 0.1 }
const daysPerQuarter = 365.25 / 4

/** What a customer's orders bring over `lifetime`, discounted to today from the middle of each quarter; null when spend is not known. */
export function lifetimeValue(model: RiskModel, facts: OrderFacts): number | null {
  const each = dayValue(model, facts)
  if (each === null) return null
  let [before, worth] = [0, 0]
  for (let quarter = 1; quarter <= lifetime.years * 4; quarter++) {
    const until = expectedOrders(model.buying, facts, quarter * daysPerQuarter)
    worth += (until - before) * (1 + lifetime.discountPerYear) ** (-(quarter - 0.5) / 4)
    before = until
  }
  return worth * each
}
