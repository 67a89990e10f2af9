/**
 * p values corrected for how many there are (Holm 1979), in the order given: with those up to 0.05 called found, the chance that any of them is
 * false is at most 5 %, however the tests hang together.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).toSorted((one, other) => (values[one] ?? 0) - (values[other] ?? 0))
  const corrected = new Array<number>(values.length).fill(1)
  let highest = 0
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (values[index] ?? 1) * (values.length - rank)))
    corrected[index] = highest
  })
  return corrected
}
