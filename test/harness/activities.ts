import type { Store } from '../../src/database/store.ts'

/**
 * Waits until everything that happened can be followed: readers of activities stop below the oldest running transaction, and on Postgres
 * the other worker's tests, in a database of their own, run some too.
 */
export async function untilFollowable(store: Store): Promise<void> {
  for (;;) {
    const [row] = await store.db.$queryRaw<{ ready: boolean }[]>`
      SELECT coalesce(max(xid), -1) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS ready FROM "Activity"`
    if (row?.ready) return
  }
}
