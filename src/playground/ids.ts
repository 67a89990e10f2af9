import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** A source of numbers in [0, 1), as Math.random. */
export type Random = () => number

export const secureRandom: Random = () => randomBytes(4).readUInt32BE() / 2 ** 32

export interface Ids {
  /** An id such as `V0K3J9...`: the prefix and ten characters. */
  next(prefix: string): string
  /** Lower-case letters and digits, for tokens and secrets. */
  token(length: number): string
  /** A message stamp, `seconds.microseconds`, later than any before. */
  ts(): string
  /** Keeps later stamps above this one (after reading a snapshot). */
  past(ts: string): void
}

const micros = (ts: string): number => Math.round(Number(ts) * 1e6)

/** Ids from `random` and stamps from the clock `now` (ms). */
export function createIds(random: Random, now: () => number): Ids {
  let last = 0
  const draw = (length: number) => Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '0').join('')
  return {
    next: prefix => prefix + draw(10),
    token: length => draw(length).toLowerCase(),
    ts() {
      last = Math.max(Math.floor(now()) * 1000, last + 1)
      const seconds = Math.floor(last / 1e6)
      return `${seconds}.${String(last % 1e6).padStart(6, '0')}`
    },
    past(ts) {
      last = Math.max(last, micros(ts))
    },
  }
}
