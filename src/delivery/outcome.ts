import type { SendResult } from '../chat/platform.ts'

/** How one attempt went; `look-failed`: an earlier one may have arrived, and looking for it failed this time. */
export type AttemptResult = SendResult | { kind: 'cannot-look' } | { kind: 'look-failed'; code: string; seconds?: number }

export type Outcome =
  | { state: 'sent'; ref: string }
  | { state: 'failed' | 'unknown'; code: string }
  | { state: 'pending'; code: string; notBefore: Date; uncertain: boolean }

/** Given up only after both: a platform that is down for hours costs no message, and one that waited long still gets its tries. */
export const maxAttempts = 12
export const maxAgeMs = 24 * 3_600_000

const slowestRetryMs = 600_000
/** After a time-out or a 5xx the first request may still be stored; looking earlier would miss it. */
const uncertainPauseMs = 5_000
const pauseMs = 1_000

interface Attempt {
  /** The first is 1. */
  attempt: number
  createdAt: Date
}

/** What becomes of a message after one attempt. Pure; `random` in 0..1 scatters the retries. */
export function outcomeOf(result: AttemptResult, { attempt, createdAt }: Attempt, now: Date, random: number): Outcome {
  if (result.kind === 'sent') return { state: 'sent', ref: result.ref }
  if (result.kind === 'rejected') return { state: 'failed', code: result.code }
  if (result.kind === 'cannot-look') return { state: 'unknown', code: 'cannot_look' }
  const uncertain = result.kind !== 'retry-after'
  const underway = result.kind === 'retry-after' && result.underway === true
  if (!underway && attempt >= maxAttempts && now.getTime() - createdAt.getTime() >= maxAgeMs)
    return { state: uncertain ? 'unknown' : 'failed', code: result.code }
  const asked = ('seconds' in result ? (result.seconds ?? 0) : 0) * 1_000
  const waitMs = Math.max(asked + random * pauseMs, backoffMs(uncertain ? uncertainPauseMs : pauseMs, attempt, random))
  return { state: 'pending', code: result.code, notBefore: new Date(now.getTime() + waitMs), uncertain }
}

function backoffMs(first: number, attempt: number, random: number): number {
  return Math.min(slowestRetryMs, first * 2 ** Math.min(attempt - 1, 20)) * (1 + random / 4)
}
