import type { OrderFacts } from './order-facts.ts'

/** Recency, frequency and spend as quintiles 1 to 5 (5 is best), summed: the ranking many companies use, to compare with. */
export function rfmSums(facts: readonly OrderFacts[]): number[] {
  const parts = [
    quintiles(facts.map(({ T, tx }) => tx - T)),
    quintiles(facts.map(({ x }) => x)),
    quintiles(facts.map(({ netSpend }) => netSpend)),
  ]
  return facts.map((_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0))
}

/** By rank; equal values get equal quintiles, those of their average rank. */
export function quintiles(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const result = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    const rank = (from + to - 1) / 2
    for (let index = from; index < to; index++) result[order[index] ?? 0] = 1 + Math.floor((rank * 5) / order.length)
    from = to
  }
  return result
}
