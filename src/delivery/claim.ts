import type { Message } from '../chat/message.ts'
import type { Target } from '../chat/platform.ts'
import type { Store, Tx } from '../database/store.ts'
import type { Outcome } from './outcome.ts'

/** A message this process may send now, alone, until its lease ends. */
export interface Claimed {
  id: bigint
  key: string
  target: Target
  /** Null: it was taken back after it had been tried. */
  message: Message | null
  /** This attempt's number: only it may mark the row. */
  attempt: number
  /** An earlier attempt may have arrived. */
  uncertain: boolean
  createdAt: Date
  /** No sending may begin after this: it would not end before the lease. */
  sendUntil: Date
}

export const leaseMs = 60_000
/** Opening, looking at the place and posting take up to 30 s when each of them times out; the lease ends after that. */
const sendWithinMs = 20_000
/** As long as this many attempts of a message fail, later ones to the same place wait behind it and keep their order. */
const orderedAttempts = 5

/**
 * Takes up to `limit` messages that are due, the oldest of each place, none of a place that is being sent to. Rows whose sender
 * died (lease over) come back. `elsewhere`: platforms that cannot be reached from this process. Cost: one pass over what is not yet sent, also when all of it is for one place; sent rows are never read.
 */
export async function claim(store: Store, limit: number, now: Date, elsewhere: readonly string[] = []): Promise<Claimed[]> {
  const lease = new Date(now.getTime() + leaseMs)
  const sendUntil = new Date(now.getTime() + sendWithinMs)
  const rows = await store.db.$queryRaw<(Omit<Claimed, 'attempt' | 'sendUntil'> & { attempts: number })[]>`
    WITH head AS (
      SELECT min(id) AS id FROM "OutboxItem"
      WHERE state IN ('pending', 'sending') AND NOT platform = ANY(${elsewhere}::text[])
        AND (state = 'sending' OR "notBefore" <= ${now} OR attempts BETWEEN 1 AND ${orderedAttempts})
      GROUP BY platform, place
      HAVING NOT bool_or(state = 'sending' AND "leaseUntil" >= ${now})),
    due AS (
      SELECT candidate.id, candidate.uncertain
      FROM head JOIN "OutboxItem" candidate ON candidate.id = head.id
      WHERE (candidate.state = 'pending' AND candidate."notBefore" <= ${now})
        OR (candidate.state = 'sending' AND candidate."leaseUntil" < ${now})
      ORDER BY candidate."notBefore", candidate.id
      LIMIT ${limit}
      FOR UPDATE OF candidate SKIP LOCKED)
    UPDATE "OutboxItem" item
    SET state = 'sending', attempts = attempts + 1, uncertain = true, "leaseUntil" = ${lease}
    FROM due WHERE item.id = due.id
    RETURNING item.id, item.key, item.target, item.message, item.attempts, due.uncertain, item."createdAt"`
  return rows.map(({ attempts, ...row }) => ({ ...row, attempt: attempts, sendUntil }))
}

/** The row goes, if this attempt still owns it. */
export async function remove(tx: Tx, { id, attempt }: Claimed): Promise<void> {
  await tx.outboxItem.deleteMany({ where: { id, state: 'sending', attempts: attempt } })
}

/** Writes the outcome down; false when a later attempt owns the row by now. */
export async function settle(tx: Tx, claimed: Claimed, outcome: Outcome, now: Date): Promise<boolean> {
  const final = outcome.state !== 'pending'
  const settled = await tx.outboxItem.updateMany({
    where: { id: claimed.id, state: 'sending', attempts: claimed.attempt },
    data: {
      state: outcome.state,
      leaseUntil: null,
      // Once in doubt, always in doubt: "not there" may have been said a moment before the lost attempt was stored.
      uncertain: outcome.state === 'pending' && (outcome.uncertain || claimed.uncertain),
      errorCode: outcome.state === 'sent' ? null : outcome.code,
      ...(outcome.state === 'sent' && { platformRef: outcome.ref, sentAt: now }),
      ...(outcome.state === 'pending' && { notBefore: outcome.notBefore }),
      // What was said is kept only while it may have to be said again.
      ...(final && { message: {} }),
    },
  })
  return settled.count === 1
}

/**
 * On the embedded database this process is the only one, so at its start whatever is "being sent" was left by one that died: its
 * lease ends now. Returns how many; on Postgres none, for others may be alive.
 */
export async function releaseLeft(store: Store, now: Date): Promise<number> {
  if (store.kind === 'postgres') return 0
  const { count } = await store.db.outboxItem.updateMany({
    where: { state: 'sending' },
    data: { leaseUntil: new Date(now.getTime() - 1) },
  })
  return count
}
