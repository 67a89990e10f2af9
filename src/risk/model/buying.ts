import { minimise } from './bfgs.ts'
import type { OrderHistory, Pattern } from './order-facts.ts'

/**
 * How a company's customers buy and stop: each buys at a rate of their own (gamma: shape `r`, rate `alpha`, in the unit of time) and stops
 * after a purchase with a chance of their own (beta: `a`, `b`).
 */
export interface BuyingParameters {
  r: number
  alpha: number
  a: number
  b: number
}

/**
 * MBG/NBD lets customers stop after their first purchase too (Batislam, Denizel, Filiztekin 2007); BG/NBD does not (Fader, Hardie, Lee 2005),
 * so it holds everybody with one purchase for alive for ever: it is here for comparison with the literature only.
 */
export type BuyingModel = 'mbg-nbd' | 'bg-nbd'

export interface BuyingFit {
  parameters: BuyingParameters
  /** Without the prior. */
  logLikelihood: number
  customers: number
  /** Why this fit is not to be used; null when it is sound. */
  degenerate: 'no-customers' | 'no-repeats' | 'not-converged' | 'out-of-range' | null
}

/**
 * Weak log-normal priors: median and spread of the logarithm. They weigh as much as a handful of customers; plain maximum likelihood runs
 * away on real data (nobody ever stops: a to 0, b to thousands). `alpha` is relative to the mean time observed.
 */
const priors = {
  r: { median: 0.6, sd: 1.2 },
  alpha: { median: 0.3, sd: 1.5 },
  a: { median: 0.8, sd: 1 },
  b: { median: 1.6, sd: 1 },
}
const names = ['r', 'alpha', 'a', 'b'] as const

/** What is usual, for customers of whom nothing can be learnt: the priors' medians on the scale of the time observed. */
export function usualBuying(histories: readonly Pick<OrderHistory, 'T'>[]): BuyingParameters {
  const meanT = histories.reduce((sum, { T }) => sum + T, 0) / Math.max(1, histories.length)
  const { r, alpha, a, b } = priors
  return { r: r.median, alpha: alpha.median * (meanT > 0 ? meanT : 1), a: a.median, b: b.median }
}

/** Fits by maximum posterior (or, without the prior, maximum likelihood); x is an integer, so gamma functions are sums of logarithms. */
export function fitBuying(model: BuyingModel, patterns: readonly Pattern[], options: { prior: boolean }): BuyingFit {
  const customers = patterns.reduce((sum, { count }) => sum + count, 0)
  const meanT = patterns.reduce((sum, { T, count }) => sum + T * count, 0) / Math.max(1, customers)
  const unit = meanT > 0 ? meanT : 1
  const medians = names.map(name => Math.log(priors[name].median * (name === 'alpha' ? unit : 1)))
  const likelihood = logLikelihood(model, patterns)
  const found = minimise((at, gradient) => {
    const value = likelihood(at, gradient)
    let prior = 0
    for (const [index, name] of names.entries()) {
      const off = options.prior ? ((at[index] ?? 0) - (medians[index] ?? 0)) / priors[name].sd : 0
      prior += (off * off) / 2
      gradient[index] = -(gradient[index] ?? 0) + off / priors[name].sd
    }
    return prior - value
  }, medians)
  const [r = 1, alpha = 1, a = 1, b = 1] = [...found.at].map(Math.exp)
  const parameters = { r, alpha, a, b }
  return {
    parameters,
    logLikelihood: customers === 0 ? 0 : likelihood(found.at, new Float64Array(4)),
    customers,
    degenerate: judge(patterns, parameters, unit, found.converged),
  }
}

/** Parameters beyond what any business shows mean that the data cannot tell: everybody the same, nobody ever back, nobody ever gone. */
function judge(patterns: readonly Pattern[], at: BuyingParameters, unit: number, converged: boolean): BuyingFit['degenerate'] {
  if (patterns.length === 0) return 'no-customers'
  if (patterns.every(({ x }) => x === 0)) return 'no-repeats'
  if (!converged) return 'not-converged'
  const { r, alpha, a, b } = at
  const sound = [r, alpha / unit, a, b].every(value => Number.isFinite(value) && value > 1e-3 && value < 1e3)
  return sound ? null : 'out-of-range'
}

/** The log-likelihood at the logarithms of (r, alpha, a, b), with its gradient. Throws nothing; not finite far out. */
function logLikelihood(model: BuyingModel, patterns: readonly Pattern[]) {
  const most = patterns.reduce((max, { x }) => Math.max(max, x), 0)
  const sums = createSums(most)
  const first = model === 'mbg-nbd' ? 1 : 0
  return (at: Float64Array, gradient: Float64Array): number => {
    const [r = 1, alpha = 1, a = 1, b = 1] = [...at].map(Math.exp)
    sums.fill(r, a + b, b)
    let value = 0
    let [dr, dalpha, da, db] = [0, 0, 0, 0]
    for (const { x, tx, T, count } of patterns) {
      const [logT, logTx] = [Math.log(alpha + T), Math.log(alpha + tx)]
      const alive = (first ? Math.log(b + x) : 0) - (r + x) * logT
      const canHaveStopped = first === 1 || x > 0
      const gone = canHaveStopped ? Math.log(a) - (first ? 0 : Math.log(b + x - 1)) - (r + x) * logTx : Number.NEGATIVE_INFINITY
      const top = Math.max(alive, gone)
      const either = top + Math.log(Math.exp(alive - top) + Math.exp(gone - top))
      const w = Math.exp(alive - either)
      const end = x + first
      value += count * (sums.log(0, x) + r * Math.log(alpha) + sums.log(2, x) - sums.log(1, end) + either)
      dr += count * (sums.inverse(0, x) + Math.log(alpha) - w * logT - (1 - w) * logTx)
      dalpha += count * (r / alpha - (r + x) * (w / (alpha + T) + (1 - w) / (alpha + tx)))
      da += count * ((1 - w) / a - sums.inverse(1, end))
      const ofB = first ? w / (b + x) : canHaveStopped ? -(1 - w) / (b + x - 1) : 0
      db += count * (sums.inverse(2, x) - sums.inverse(1, end) + ofB)
    }
    gradient.set([dr * r, dalpha * alpha, da * a, db * b])
    return value
  }
}

/** Running sums of ln(s + i) and 1/(s + i) for three starts s: log gamma ratios and their derivatives for whole numbers. */
function createSums(most: number) {
  const logs = Array.from({ length: 3 }, () => new Float64Array(most + 2))
  const inverses = Array.from({ length: 3 }, () => new Float64Array(most + 2))
  return {
    fill(...starts: [number, number, number]): void {
      for (const [which, start] of starts.entries()) {
        const [log, inverse] = [logs[which] as Float64Array, inverses[which] as Float64Array]
        for (let i = 0; i <= most; i++) {
          log[i + 1] = (log[i] ?? 0) + Math.log(start + i)
          inverse[i + 1] = (inverse[i] ?? 0) + 1 / (start + i)
        }
      }
    },
    log: (which: 0 | 1 | 2, terms: number): number => logs[which]?.[terms] ?? 0,
    inverse: (which: 0 | 1 | 2, terms: number): number => inverses[which]?.[terms] ?? 0,
  }
}

/** MBG/NBD: how likely the customer still buys. */
export function aliveChance({ r, alpha, a, b }: BuyingParameters, { x, tx, T }: OrderHistory): number {
  return 1 / (1 + (a / (b + x)) * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx))))
}

/** MBG/NBD: how likely the customer orders within `horizon` more units of time. */
export function orderChance(parameters: BuyingParameters, history: OrderHistory, horizon: number): number {
  const { r, alpha } = parameters
  const since = alpha + history.T
  return aliveChance(parameters, history) * -Math.expm1((r + history.x) * Math.log(since / (since + horizon)))
}

/**
 * MBG/NBD: orders to expect within `horizon`. The closed form for the BG/NBD (Fader, Hardie, Lee 2005, equation 10) with the MBG's posterior
 * of the chance to stop, beta(a, b + x + 1), and Euler's transformation, by which the series converges fast for every customer.
 */
export function expectedOrders(parameters: BuyingParameters, history: OrderHistory, horizon: number): number {
  const { r, alpha, b } = parameters
  const { x, T } = history
  // At a = 1 the form is 0/0 with a finite limit; this near it loses no digit that counts.
  const a = Math.abs(parameters.a - 1) < 1e-5 ? 1 + 1e-5 : parameters.a
  const z = horizon / (alpha + T + horizon)
  let [term, sum] = [1, 1]
  for (let j = 0; j < 2_000 && Math.abs(term) > 1e-14 * Math.abs(sum); j++) {
    term *= (((a + b - r + j) * (a - 1 + j)) / ((a + b + x + j) * (j + 1))) * z
    sum += term
  }
  const bought = ((a + b + x) / (a - 1)) * (1 - Math.exp((a - 1) * Math.log1p(-z)) * sum)
  return Math.max(0, aliveChance(parameters, history) * bought)
}
