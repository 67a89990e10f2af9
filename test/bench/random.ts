/** Chance that is the same for everybody with the same seed (mulberry32). */
export interface Chance {
  /** 0 <= x < 1 */
  next(): number
  /** 0 <= n < below */
  whole(below: number): number
  pick<T>(list: readonly T[]): T
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  return {
    next,
    whole,
    pick<T>(list: readonly T[]): T {
      const picked = list[whole(list.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
  }
}
