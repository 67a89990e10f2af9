import type { Inbox } from '../chat/inbox.ts'
import type { Incoming } from '../chat/platform.ts'
import type { Store } from '../database/store.ts'

/** One statement before the acknowledgement; the unique key is what stops a repeated event. */
export function createInbox(store: Store): Inbox {
  return {
    async accept(incoming, now) {
      const rows = await store.db.$queryRaw<{ id: bigint }[]>`
        INSERT INTO "InboxItem" (key, platform, payload, "receivedAt")
        VALUES (${incoming.key}, ${incoming.platform}, ${JSON.stringify(incoming)}::jsonb, ${now})
        ON CONFLICT (key) DO NOTHING RETURNING id`
      return rows[0]?.id ?? null
    },
    async finish(tx, id, now) {
      // The payload held what a person typed; the key is all a repeat needs.
      const done = await tx.inboxItem.updateMany({
        where: { id, state: 'pending' },
        data: { state: 'done', handledAt: now, payload: {} },
      })
      return done.count === 1
    },
    async fail(id, code, now) {
      await store.db.inboxItem.updateMany({
        where: { id, state: 'pending' },
        data: { state: 'failed', errorCode: code, handledAt: now, payload: {} },
      })
    },
  }
}

/** What was received but not handled when the process ended, oldest first. */
export async function unhandled(store: Store, before: Date): Promise<{ id: bigint; incoming: Incoming }[]> {
  const rows = await store.db.inboxItem.findMany({
    where: { state: 'pending', receivedAt: { lt: before } },
    orderBy: { receivedAt: 'asc' },
    take: 500,
  })
  return rows.map(row => ({ id: row.id, incoming: row.payload as unknown as Incoming }))
}
