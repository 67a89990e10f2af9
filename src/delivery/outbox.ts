import type { Outbox } from '../chat/outbox.ts'
import { storableJson } from '../chat/typed-text.ts'

/** Queues messages in the sender's transaction: what is rolled back is never sent, what is committed is never forgotten. */
export const createOutbox = (clock: () => Date): Outbox => ({
  async put(tx, { key, target, message, notBefore }) {
    const now = clock()
    const queued = await tx.$executeRaw`
      INSERT INTO "OutboxItem" (key, platform, place, target, message, "notBefore", "createdAt")
      VALUES (${key}, ${target.platform}, ${target.id}, ${storableJson(target)}::jsonb, ${storableJson(message)}::jsonb,
              ${notBefore ?? now}, ${now})
      ON CONFLICT (key) DO NOTHING`
    return queued === 1
  },
  async again(tx, { key, target, message, notBefore }) {
    const now = clock()
    const queued = await tx.$executeRaw`
      UPDATE "OutboxItem" SET state = 'pending', platform = ${target.platform}, place = ${target.id}, target = ${storableJson(target)}::jsonb,
        message = ${storableJson(message)}::jsonb, attempts = 0, uncertain = false, "leaseUntil" = NULL, "notBefore" = ${notBefore ?? now},
        "createdAt" = ${now}, "platformRef" = NULL, "sentAt" = NULL
      WHERE key = ${key} AND state = 'failed'`
    return queued === 1
  },
  // Of an attempt that begins at this moment and this, the first takes the row.
  async withdraw(tx, keys) {
    const untried = await tx.$queryRaw<{ key: string }[]>`
      DELETE FROM "OutboxItem" WHERE key = ANY(${[...keys]}::text[]) AND state = 'pending' AND NOT uncertain AND attempts = 0 RETURNING key`
    const tried = await tx.$queryRaw<{ key: string }[]>`
      UPDATE "OutboxItem" SET message = 'null', "notBefore" = ${clock()}
      WHERE key = ANY(${[...keys]}::text[]) AND state = 'pending' AND NOT uncertain AND message <> 'null' RETURNING key`
    return [...untried, ...tried].map(({ key }) => key)
  },
})
