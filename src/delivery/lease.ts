import type { Store } from '../database/store.ts'

/** Something that one process at a time may have. */
export interface Lease {
  /** Takes it, or keeps it for another while; false: another process has it. Rejects when the database cannot be asked. */
  hold(): Promise<boolean>
  /** Lets the next one have it at once. */
  release(): Promise<void>
}

/** For who is alone by another lock: on the embedded database there is one process. */
export const alone: Lease = { hold: async () => true, release: async () => undefined }

/**
 * A lease among the processes on one database, kept by the database's clock: their own may differ. It ends `seconds` after it was last
 * held. Cost: one row by its key.
 */
export function createLease(store: Store, name: string, holder: string, seconds: number): Lease {
  const key = `lease.${name}`
  return {
    async hold() {
      const rows = await store.db.$queryRaw<{ key: string }[]>`
        INSERT INTO "StoredValue" AS lease (key, value)
        VALUES (${key}, jsonb_build_object('holder', ${holder}::text, 'until', now() + ${seconds}::int * interval '1 second'))
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        WHERE lease.value->>'holder' = ${holder} OR (lease.value->>'until')::timestamptz <= now()
        RETURNING key`
      return rows.length === 1
    },
    async release() {
      await store.db.$executeRaw`DELETE FROM "StoredValue" WHERE key = ${key} AND value->>'holder' = ${holder}`
    },
  }
}
