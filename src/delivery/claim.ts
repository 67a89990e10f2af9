import type { Message } from '../chat/message.ts'
import type { SendResult, Target } from '../chat/platform.ts'
import type { Store, Tx } from '../database/store.ts'

/** A message this process may send now, alone, until its lease ends. */
export interface Claimed {
  id: bigint
  key: string
  target: Target
  message: Message
  /** This attempt's number: only it may mark the row. */
  attempt: number
  /** An earlier attempt may have arrived. */
  uncertain: boolean
  createdAt: Date
}

/** Well above the platforms' 10 s time-out, so that a lease never ends under a living sender. */
export const leaseMs = 60_000

/**
 * Takes up to `limit` messages that are due, the oldest of each place, none of a place that is being sent to. Rows whose sender
 * died (lease over) come back. Cost: an index scan of what is pending; sent rows are never read.
 */
export async function claim(store: Store, limit: number, now: Date): Promise<Claimed[]> {
  const lease = new Date(now.getTime() + leaseMs)
  const rows = await store.db.$queryRaw<(Omit<Claimed, 'attempt'> & { attempts: number })[]>`
    WITH due AS (
      SELECT candidate.id, candidate.uncertain
      FROM "OutboxItem" candidate
      WHERE ((candidate.state = 'pending' AND candidate."notBefore" <= ${now})
          OR (candidate.state = 'sending' AND candidate."leaseUntil" < ${now}))
        AND NOT EXISTS (
          SELECT 1 FROM "OutboxItem" other
          WHERE other.platform = candidate.platform AND other.place = candidate.place AND other.id <> candidate.id
            AND ((other.state = 'sending' AND other."leaseUntil" >= ${now})
              OR (other.id < candidate.id AND other.state IN ('pending', 'sending') AND other."notBefore" <= ${now})))
      ORDER BY candidate.id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    UPDATE "OutboxItem" item
    SET state = 'sending', attempts = attempts + 1, uncertain = true, "leaseUntil" = ${lease}
    FROM due WHERE item.id = due.id
    RETURNING item.id, item.key, item.target, item.message, item.attempts, due.uncertain, item."createdAt"`
  return rows.map(({ attempts, ...row }) => ({ ...row, attempt: attempts }))
}

export type Outcome =
  | { state: 'sent'; ref: string }
  | { state: 'failed' | 'unknown'; code: string }
  | { state: 'pending'; code: string; notBefore: Date; uncertain: boolean }

export const maxAttempts = 12

/** What becomes of a message after one attempt. Pure; `random` in 0..1 scatters the retries. */
export function outcomeOf(result: SendResult, claimed: Pick<Claimed, 'attempt'>, now: Date, random: number): Outcome {
  if (result.kind === 'sent') return { state: 'sent', ref: result.ref }
  if (result.kind === 'rejected') return { state: 'failed', code: result.code }
  if (claimed.attempt >= maxAttempts) return { state: result.kind === 'unknown' ? 'unknown' : 'failed', code: result.code }
  const backoffMs = Math.min(600_000, 1_000 * 2 ** (claimed.attempt - 1)) * (0.75 + random / 2)
  const waitMs = result.kind === 'retry-after' ? result.seconds * 1_000 : backoffMs
  return {
    state: 'pending',
    code: result.code,
    notBefore: new Date(now.getTime() + waitMs),
    uncertain: result.kind === 'unknown',
  }
}

/** Writes the outcome down; false when a later attempt owns the row by now. */
export async function settle(tx: Tx, claimed: Claimed, outcome: Outcome, now: Date): Promise<boolean> {
  const final = outcome.state !== 'pending'
  const settled = await tx.outboxItem.updateMany({
    where: { id: claimed.id, state: 'sending', attempts: claimed.attempt },
    data: {
      state: outcome.state,
      leaseUntil: null,
      uncertain: outcome.state === 'pending' && outcome.uncertain,
      errorCode: outcome.state === 'sent' ? null : outcome.code,
      ...(outcome.state === 'sent' && { platformRef: outcome.ref, sentAt: now }),
      ...(outcome.state === 'pending' && { notBefore: outcome.notBefore }),
      // What was said is kept only while it may have to be said again.
      ...(final && { message: {} }),
    },
  })
  return settled.count === 1
}
