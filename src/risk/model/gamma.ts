/** Stirling's series, exact to double precision from here on; below, the recurrence leads there. */
const large = 8

/** ln Γ(x) for x > 0 (Abramowitz and Stegun 6.1.41). */
export function logGamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < large; at++) shift += Math.log(at)
  const inverse = 1 / (at * at)
  const series =
    (1 / 12 -
      inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse * (1 / 1188 - inverse * (691 / 360360)))))) /
    at
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}

/** ψ(x), the derivative of ln Γ, for x > 0 (Abramowitz and Stegun 6.3.18). */
export function digamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < large; at++) shift += 1 / at
  const inverse = 1 / (at * at)
  const series =
    inverse *
    (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32760))))))
  return Math.log(at) - 0.5 / at - series - shift
}
