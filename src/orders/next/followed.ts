/**
 * Gaps between purchases, counted by their length: how many ended with another purchase, and how many had not ended when last looked
 * at. These are right-censored: leaving them out would count mostly the short ones of whoever buys often.
 */
export type Followed = Map<number, { again: number; open: number }>

export function follow(followed: Followed, length: number, again: boolean): void {
  const count = followed.get(length) ?? { again: 0, open: 0 }
  if (again) count.again += 1
  else count.open += 1
  followed.set(length, count)
}

export function countAgain(followed: Followed): number {
  return [...followed.values()].reduce((sum, { again }) => sum + again, 0)
}

/**
 * The length within which a share (0..1) of those who bought again within `limit` did so, by Kaplan and Meier's estimate, so that open gaps
 * count for as long as they were followed. Null when nobody bought again within the limit.
 */
export function againWithin(followed: Followed, share: number, limit = Number.POSITIVE_INFINITY): number | null {
  let atRisk = [...followed.values()].reduce((sum, { again, open }) => sum + again + open, 0)
  let silent = 1
  const returned: [length: number, share: number][] = []
  for (const length of [...followed.keys()].sort((a, b) => a - b)) {
    if (length > limit) break
    const { again, open } = followed.get(length) ?? { again: 0, open: 0 }
    silent *= 1 - again / atRisk
    atRisk -= again + open
    if (again > 0) returned.push([length, 1 - silent])
  }
  const [, all] = returned.at(-1) ?? [0, 0]
  // Rounding must not push the last step out of reach.
  return returned.find(([, reached]) => reached >= share * all - 1e-12)?.[0] ?? null
}
