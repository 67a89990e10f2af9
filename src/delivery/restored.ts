import { z } from 'zod'
import type { Bulk, Tx } from '../database/store.ts'

const key = 'delivery.restored'

/**
 * After a restore, inside its transaction: nobody knows what was sent and done since the backup, so nothing of it happens twice. Messages that
 * waited become `unknown` and events that waited `failed`, both with the code `restored`; daily jobs due before now stay undone.
 */
export async function markRestored(bulk: Bulk, now: Date): Promise<{ messages: number; events: number }> {
  const messages = await bulk.run(
    `UPDATE "OutboxItem" SET state = 'unknown', "errorCode" = 'restored', message = '{}', "leaseUntil" = NULL
     WHERE state IN ('pending', 'sending')`,
  )
  const events = await bulk.run(
    `UPDATE "InboxItem" SET state = 'failed', "errorCode" = 'restored', payload = '{}', "handledAt" = $1 WHERE state = 'pending'`,
    [now],
  )
  await bulk.run(
    `INSERT INTO "StoredValue" (key, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, now.toISOString()],
  )
  return { messages, events }
}

/** When a backup was restored last; null if never. */
export async function restoredAt(tx: Tx): Promise<Date | null> {
  const row = await tx.storedValue.findUnique({ where: { key } })
  return row ? new Date(z.iso.datetime().parse(row.value)) : null
}
