import type { Inbox } from '../chat/inbox.ts'
import type { Incoming } from '../chat/platform.ts'
import { storableJson } from '../chat/typed-text.ts'
import { kept } from '../database/kept.ts'
import type { Store } from '../database/store.ts'

export interface ResumableInbox extends Inbox {
  /** What was received before then and not handled, oldest first; each counted as tried once more. `elsewhere`: platforms that cannot be answered from this process. */
  unhandled(before: Date, elsewhere?: readonly string[]): Promise<{ id: bigint; incoming: Incoming; attempt: number }[]>
}

const atATime = 500

/** One statement before the acknowledgement; the unique key is what stops a repeated event. */
export function createInbox(store: Store): ResumableInbox {
  /** Failures that were told to people while the database could not be reached: these must not be handled after all. */
  const told = new Map<string, { code: string; at: Date }>()

  const markFailed = async (key: string, code: string, at: Date): Promise<void> => {
    await store.db.inboxItem.updateMany({
      where: { key, state: 'pending' },
      data: { state: 'failed', errorCode: code, handledAt: at, payload: {} },
    })
  }

  return {
    async accept(incoming, now, refused) {
      if (refused) {
        const { key, platform } = incoming
        const ended = { state: 'done', errorCode: refused, payload: {}, receivedAt: now, handledAt: now }
        const made = await store.db.inboxItem.createManyAndReturn({
          data: [{ key, platform, ...ended }],
          skipDuplicates: true,
          select: { id: true },
        })
        return made[0]?.id ?? null
      }
      const rows = await store.db.$queryRaw<{ id: bigint }[]>`${kept}
        INSERT INTO "InboxItem" (key, platform, payload, "receivedAt")
        VALUES (${incoming.key}, ${incoming.platform}, ${storableJson(incoming)}::jsonb, ${now})
        ON CONFLICT (key) DO NOTHING RETURNING id`
      return rows[0]?.id ?? null
    },
    async finish(tx, id, now) {
      // The payload held what a person typed; the key is all a repeat needs.
      const done = await tx.$executeRaw`${kept}
        UPDATE "InboxItem" SET state = 'done', "handledAt" = ${now}, payload = '{}' WHERE id = ${id} AND state = 'pending'`
      return done === 1
    },
    async fail(key, code, now) {
      told.set(key, { code, at: now })
      await markFailed(key, code, now)
      told.delete(key)
    },
    async unhandled(before, elsewhere = []) {
      for (const [key, { code, at }] of told) {
        await markFailed(key, code, at)
        told.delete(key)
      }
      const rows = await store.db.$queryRaw<{ id: bigint; payload: unknown; attempts: number }[]>`
        UPDATE "InboxItem" SET attempts = attempts + 1
        WHERE id IN (SELECT id FROM "InboxItem" WHERE state = 'pending' AND "receivedAt" < ${before} AND NOT platform = ANY(${elsewhere}::text[])
                     ORDER BY id LIMIT ${atATime}
                     FOR UPDATE SKIP LOCKED)
        RETURNING id, payload, attempts`
      return rows
        .toSorted((one, other) => Number(one.id - other.id))
        .map(({ id, payload, attempts }) => ({ id, incoming: payload as Incoming, attempt: attempts }))
    },
  }
}
