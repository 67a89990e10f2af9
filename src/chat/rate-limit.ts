/** A bucket of tokens: full at `burst`, refilled evenly. */
export interface Rate {
  burst: number
  perMinute: number
}

export interface Bucket {
  tokens: number
  /** Milliseconds. */
  at: number
}

/** Takes one token; `waitMs` above 0: there is none before that time. A clock that goes back refills nothing. */
export function takeToken(bucket: Bucket | undefined, rate: Rate, at: number): { bucket: Bucket; waitMs: number } {
  const perMs = rate.perMinute / 60_000
  const since = bucket ? Math.max(0, at - bucket.at) : 0
  const tokens = bucket ? Math.min(rate.burst, bucket.tokens + since * perMs) : rate.burst
  // Sums of fractions are off by a hair, which must not cost a millisecond.
  const hair = 1e-9
  if (tokens >= 1 - hair) return { bucket: { tokens: Math.max(0, tokens - 1), at }, waitMs: 0 }
  return { bucket: { tokens, at }, waitMs: Math.max(1, Math.ceil((1 - tokens) / perMs - hair)) }
}

export interface Taken {
  /** 0: go on. */
  waitMs: number
  /** Whole tokens that are left. */
  left: number
}

export interface Limiter {
  readonly rate: Rate
  take(key: string, at: number): Taken
}

/** Whoever was heard of longest ago is forgotten first, and by then mostly has a full bucket again. */
const remembered = 10_000

/** One bucket for each key, in this process's memory. */
export function createLimiter(rate: Rate): Limiter {
  const buckets = new Map<string, Bucket>()
  return {
    rate,
    take(key, at) {
      const { bucket, waitMs } = takeToken(buckets.get(key), rate, at)
      buckets.delete(key)
      buckets.set(key, bucket)
      const [oldest] = buckets.keys()
      if (buckets.size > remembered && oldest !== undefined) buckets.delete(oldest)
      return { waitMs, left: Math.floor(bucket.tokens) }
    },
  }
}

/** What one person may do in chat: a third of a minute's worth at once. Type-ahead asks with every letter: four times as much. */
export function chatLimits(perMinute: number | null): { events: Limiter; looks: Limiter } | null {
  if (perMinute === null) return null
  const rate = (times: number): Rate => ({ burst: Math.max(1, Math.ceil((perMinute * times) / 3)), perMinute: perMinute * times })
  return { events: createLimiter(rate(1)), looks: createLimiter(rate(4)) }
}
