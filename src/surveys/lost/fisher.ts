/** Two groups of customers, and how many of each left. */
export interface Fourfold {
  /** Customers who have the value, and how many of them left. */
  having: number
  leftHaving: number
  /** All others. */
  lacking: number
  leftLacking: number
}

/** ln(0!), ln(1!), … ln(most!): worked out once for all tests of a table. */
export function logFactorials(most: number): Float64Array {
  const sums = new Float64Array(most + 1)
  for (let number = 2; number <= most; number += 1) sums[number] = (sums[number - 1] ?? 0) + Math.log(number)
  return sums
}

/** Two outcomes as unlikely as each other differ by rounding; R's fisher.test allows as much. */
const rounding = 1 + 1e-7

/**
 * Two-sided p of Fisher's exact test (Fisher 1922): the chance, both margins fixed, of any outcome not likelier than this one.
 * `logs` reaches at least to the number of all customers. Cost: one step for each outcome that the margins allow.
 */
export function fisherExact({ having, leftHaving, lacking, leftLacking }: Fourfold, logs: Float64Array): number {
  const left = leftHaving + leftLacking
  const choose = (of: number, some: number): number => (logs[of] ?? 0) - (logs[some] ?? 0) - (logs[of - some] ?? 0)
  const all = choose(having + lacking, left)
  const chance = (count: number): number => Math.exp(choose(having, count) + choose(lacking, left - count) - all)
  const observed = chance(leftHaving) * rounding
  let sum = 0
  for (let count = Math.max(0, left - lacking); count <= Math.min(having, left); count += 1) {
    const each = chance(count)
    if (each <= observed) sum += each
  }
  return Math.min(1, sum)
}
