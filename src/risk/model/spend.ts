import { minimise } from './bfgs.ts'
import { digamma, logGamma } from './gamma.ts'

/**
 * What customers spend an order day: gamma with shape `p` around a mean of their own, whose rate is gamma over the customers (`q`, `v`):
 * Gamma-Gamma (Fader and Hardie 2013).
 */
export interface SpendParameters {
  p: number
  q: number
  v: number
}

/** Repeat order days and the mean spend on them, in money. Only customers with both above zero say anything. */
export interface RepeatSpend {
  days: number
  mean: number
}

export interface SpendFit {
  parameters: SpendParameters
  /** Without the prior. */
  logLikelihood: number
  customers: number
  degenerate: 'too-few' | 'not-converged' | 'out-of-range' | null
}

/** As for buying: weak, log-normal; `v` is relative to the mean spend. q stays above 1, where the expected spend is finite. */
const priors = { p: { median: 4, sd: 1 }, q: { median: 3, sd: 0.7 }, v: { median: 1, sd: 1.5 } }
const names = ['p', 'q', 'v'] as const
const fewest = 10

export function fitSpend(spends: readonly RepeatSpend[], options: { prior: boolean }): SpendFit {
  const known = spends.filter(({ days, mean }) => days > 0 && mean > 0)
  const average = known.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, known.length)
  const medians = names.map(name => Math.log(priors[name].median * (name === 'v' ? average || 1 : 1)))
  const found = minimise((at, gradient) => {
    const value = logLikelihood(known, at, gradient)
    let prior = 0
    for (const [index, name] of names.entries()) {
      const off = options.prior ? ((at[index] ?? 0) - (medians[index] ?? 0)) / priors[name].sd : 0
      prior += (off * off) / 2
      gradient[index] = -(gradient[index] ?? 0) + off / priors[name].sd
    }
    return prior - value
  }, medians)
  const [p = 1, q = 1, v = 1] = [...found.at].map(Math.exp)
  const sound = [p, q, v / (average || 1)].every(value => Number.isFinite(value) && value > 1e-3 && value < 1e3) && q > 1
  return {
    parameters: { p, q, v },
    logLikelihood: logLikelihood(known, found.at, new Float64Array(3)),
    customers: known.length,
    degenerate: known.length < fewest ? 'too-few' : !found.converged ? 'not-converged' : sound ? null : 'out-of-range',
  }
}

function logLikelihood(spends: readonly RepeatSpend[], at: Float64Array, gradient: Float64Array): number {
  const [p = 1, q = 1, v = 1] = [...at].map(Math.exp)
  const [gammaQ, psiQ, logV] = [logGamma(q), digamma(q), Math.log(v)]
  let value = 0
  let [dp, dq, dv] = [0, 0, 0]
  for (const { days, mean } of spends) {
    const shape = p * days
    const total = days * mean
    const logSum = Math.log(v + total)
    value +=
      logGamma(shape + q) - logGamma(shape) - gammaQ + q * logV - Math.log(mean) + shape * Math.log(total) - (shape + q) * logSum
    const psi = digamma(shape + q)
    dp += days * (psi - digamma(shape) + Math.log(total) - logSum)
    dq += psi - psiQ + logV - logSum
    dv += q / v - (shape + q) / (v + total)
  }
  gradient.set([dp * p, dq * q, dv * v])
  return value
}

/** Spend to expect on an order day of a customer, between the own mean and everybody's (Fader and Hardie 2013, equation 5). */
export function expectedSpend({ p, q, v }: SpendParameters, { days, mean }: RepeatSpend): number {
  return (p * (v + days * Math.max(0, mean))) / (p * days + q - 1)
}
