/** A logistic regression on standardised features. */
export interface Logistic {
  intercept: number
  /** Log-odds for one standard deviation more of each feature. */
  weights: Float64Array
  means: Float64Array
  deviations: Float64Array
}

/** One row of features with what came of it; equal rows may be given once, with a count. */
export interface Example {
  features: Float64Array
  outcome: boolean
}

/** Ridge on the standardised weights, as if each had been seen once at zero with unit variance; the intercept is free. */
const ridge = 1
const rounds = 25

/** Fits by Newton's method (iteratively reweighted least squares); the ridge keeps every step solvable, also for separable data. */
export function fitLogistic(examples: readonly Example[]): Logistic {
  const size = examples[0]?.features.length ?? 0
  const { means, deviations } = momentsOf(examples, size)
  const rows = examples.map(({ features }) => standardised(features, means, deviations))
  let at = new Float64Array(size + 1)
  for (let round = 0; round < rounds; round++) {
    const { gradient, hessian } = curvature(examples, rows, at)
    const step = solve(hessian, gradient)
    at = at.map((part, index) => part + (step[index] ?? 0))
    if (step.every(part => Math.abs(part) < 1e-10)) break
  }
  return { intercept: at[0] ?? 0, weights: at.slice(1), means, deviations }
}

/** The log-odds of the outcome. */
export function logOdds({ intercept, weights, means, deviations }: Logistic, features: Float64Array): number {
  let sum = intercept
  for (let index = 0; index < weights.length; index++)
    sum += ((weights[index] ?? 0) * ((features[index] ?? 0) - (means[index] ?? 0))) / (deviations[index] ?? 1)
  return sum
}

function momentsOf(examples: readonly Example[], size: number): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(size)
  const squares = new Float64Array(size)
  const count = Math.max(1, examples.length)
  for (const { features } of examples) for (let i = 0; i < size; i++) means[i] = (means[i] ?? 0) + (features[i] ?? 0) / count
  for (const { features } of examples)
    for (let i = 0; i < size; i++) squares[i] = (squares[i] ?? 0) + ((features[i] ?? 0) - (means[i] ?? 0)) ** 2 / count
  // A feature that is the same for everybody says nothing; any deviation but zero keeps it silent.
  return { means, deviations: squares.map(square => Math.sqrt(square) || 1) }
}

const standardised = (features: Float64Array, means: Float64Array, deviations: Float64Array): Float64Array =>
  features.map((value, index) => (value - (means[index] ?? 0)) / (deviations[index] ?? 1))

function curvature(examples: readonly Example[], rows: readonly Float64Array[], at: Float64Array) {
  const size = at.length
  const gradient = new Float64Array(size)
  const hessian = Array.from({ length: size }, () => new Float64Array(size))
  for (const [index, row] of rows.entries()) {
    let odds = at[0] ?? 0
    for (let i = 1; i < size; i++) odds += (at[i] ?? 0) * (row[i - 1] ?? 0)
    const chance = 1 / (1 + Math.exp(-odds))
    const error = Number(examples[index]?.outcome) - chance
    const weight = chance * (1 - chance)
    for (let i = 0; i < size; i++) {
      const left = i === 0 ? 1 : (row[i - 1] ?? 0)
      gradient[i] = (gradient[i] ?? 0) + error * left
      const line = hessian[i] as Float64Array
      for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + weight * left * (j === 0 ? 1 : (row[j - 1] ?? 0))
    }
  }
  for (let i = 1; i < size; i++) {
    gradient[i] = (gradient[i] ?? 0) - ridge * (at[i] ?? 0)
    const line = hessian[i] as Float64Array
    line[i] = (line[i] ?? 0) + ridge
  }
  // An intercept that all outcomes agree on would run away.
  const first = hessian[0] as Float64Array
  first[0] = (first[0] ?? 0) + 1e-9
  return { gradient, hessian }
}

/** Solves `matrix` x = `right` for a symmetric positive definite matrix, of which the lower triangle is read, by Cholesky's method. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  const lower = matrix.map(row => Float64Array.from(row))
  const cell = (i: number, j: number): number => lower[i]?.[j] ?? 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = cell(i, j)
      for (let k = 0; k < j; k++) sum -= cell(i, k) * cell(j, k)
      const row = lower[i] as Float64Array
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / cell(j, j)
    }
  const solution = Float64Array.from(right)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] = (solution[i] ?? 0) - cell(i, k) * (solution[k] ?? 0)
    solution[i] = (solution[i] ?? 0) / cell(i, i)
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] = (solution[i] ?? 0) - cell(k, i) * (solution[k] ?? 0)
    solution[i] = (solution[i] ?? 0) / cell(i, i)
  }
  return solution
}
