/** Predictions beside what happened: `chance[i]` of the outcome that `happened[i]` (0 or 1). */
export interface Judged {
  chance: ArrayLike<number>
  happened: ArrayLike<number>
}

/**
 * Area under the ROC curve: how often somebody to whom it happened was ranked above somebody to whom it did not. Ties count half, by average
 * ranks (Mann and Whitney). 0.5 when there is nothing to tell apart.
 */
export function areaUnderCurve(ranking: ArrayLike<number>, happened: ArrayLike<number>): number {
  const order = Uint32Array.from({ length: ranking.length }, (_, index) => index).sort(
    (a, b) => (ranking[a] ?? 0) - (ranking[b] ?? 0),
  )
  let [positive, ranks] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && ranking[order[to] ?? 0] === ranking[order[from] ?? 0]) to++
    const average = (from + 1 + to) / 2
    for (let index = from; index < to; index++)
      if (happened[order[index] ?? 0]) {
        positive++
        ranks += average
      }
    from = to
  }
  const negative = order.length - positive
  return positive === 0 || negative === 0 ? 0.5 : (ranks - (positive * (positive + 1)) / 2) / (positive * negative)
}

/** Mean squared distance between chance and outcome (Brier 1950). */
export function brierScore({ chance, happened }: Judged): number {
  let sum = 0
  for (let i = 0; i < chance.length; i++) sum += ((chance[i] ?? 0) - (happened[i] ?? 0)) ** 2
  return chance.length === 0 ? 0 : sum / chance.length
}

export function baseRate({ happened }: Judged): number {
  let sum = 0
  for (let i = 0; i < happened.length; i++) sum += happened[i] ?? 0
  return happened.length === 0 ? 0 : sum / happened.length
}

/** Customers of like chance: what was said of them on average, and what share it happened to. */
export interface Bin {
  count: number
  said: number
  happened: number
}

/** Ten bins of equal count, least likely first. */
export function binsOf({ chance, happened }: Judged, bins = 10): Bin[] {
  const order = Uint32Array.from({ length: chance.length }, (_, index) => index).sort(
    (a, b) => (chance[a] ?? 0) - (chance[b] ?? 0),
  )
  return Array.from({ length: bins }, (_, bin) => {
    const members = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins))
    const mean = (values: ArrayLike<number>) => members.reduce((sum, index) => sum + (values[index] ?? 0), 0) / members.length
    return { count: members.length, said: mean(chance), happened: mean(happened) }
  }).filter(({ count }) => count > 0)
}

/** Of those given 0-20 %, 20-40 % and so on: how many, and the share to whom it happened (0 of none). */
export function fifthsOf({ chance, happened }: Judged): { count: number; happened: number }[] {
  const fifths = Array.from({ length: 5 }, () => ({ count: 0, happened: 0 }))
  for (let i = 0; i < chance.length; i++) {
    const fifth = fifths[Math.min(4, Math.floor((chance[i] ?? 0) * 5))]
    if (!fifth) continue
    fifth.count++
    fifth.happened += happened[i] ?? 0
  }
  return fifths.map(fifth => ({ ...fifth, happened: fifth.happened / Math.max(1, fifth.count) }))
}

/** Expected calibration error: how far apart what was said and what happened are, over ten bins of equal count. */
export function calibrationError(judged: Judged): number {
  const bins = binsOf(judged)
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  return bins.reduce((sum, bin) => sum + (bin.count / total) * Math.abs(bin.said - bin.happened), 0)
}

/** Share of outcomes among the tenth with the highest chance, over the share among all; beside it the highest possible. */
export function topDecile({ chance, happened }: Judged): { precision: number; lift: number; maxLift: number } {
  const base = baseRate({ chance, happened })
  const order = Uint32Array.from({ length: chance.length }, (_, index) => index).sort(
    (a, b) => (chance[b] ?? 0) - (chance[a] ?? 0) || a - b,
  )
  const top = order.subarray(0, Math.max(1, Math.round(order.length / 10)))
  const hits = top.reduce((sum, index) => sum + (happened[index] ?? 0), 0)
  const precision = order.length === 0 ? 0 : hits / top.length
  const possible = Math.min(1, (base * order.length) / top.length)
  return base === 0 ? { precision: 0, lift: 0, maxLift: 0 } : { precision, lift: precision / base, maxLift: possible / base }
}
