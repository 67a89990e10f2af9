import type { Prisma } from './generated/client.ts'
import type { Tx } from './store.ts'

/** How far a reader has come: everything up to this row of this writing transaction. */
export interface ActivityCursor {
  xid: bigint
  id: bigint
}

export interface ActivityRow {
  id: bigint
  xid: bigint
  customerId: number
  kind: string
  at: Date
  memberId: number | null
  source: string
  refId: number | null
  data: Prisma.JsonValue
}

/** Below all of them: those of a restored database lie below zero (activity-xid.ts). */
export const firstActivity: ActivityCursor = { xid: -(2n ** 63n), id: 0n }

/**
 * The next `limit` activities after `cursor`, and the cursor behind them, each activity exactly once however its transactions
 * overlapped: ids are given out before the commit, so a row with a small id may appear late. Reading goes in the order of the
 * writing transactions and stops below the oldest one still running, whose rows are all still to come.
 */
export async function readActivities(
  tx: Tx,
  cursor: ActivityCursor,
  limit: number,
): Promise<{ activities: ActivityRow[]; cursor: ActivityCursor }> {
  const activities = await tx.$queryRaw<ActivityRow[]>`
    SELECT id, xid, "customerId", kind, at, "memberId", source, "refId", data FROM "Activity"
    WHERE (xid, id) > (${cursor.xid}, ${cursor.id}) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY xid, id LIMIT ${limit}`
  const last = activities.at(-1)
  return { activities, cursor: last ? { xid: last.xid, id: last.id } : cursor }
}

/** The cursor behind everything that can be read now: for a reader that has taken it all in another way. */
export async function lastActivity(tx: Tx): Promise<ActivityCursor> {
  const [last] = await tx.$queryRaw<ActivityCursor[]>`
    SELECT xid, id FROM "Activity" WHERE xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY xid DESC, id DESC LIMIT 1`
  return last ?? firstActivity
}

/** The cursor as text, to be kept as a stored value whose key ends in `.activities` (JSON knows no bigint; a restore moves cursors). */
export function cursorToText(cursor: ActivityCursor): string {
  return `${cursor.xid}:${cursor.id}`
}

/** Reads what `cursorToText` wrote; without any, the cursor before the first activity. */
export function cursorFromText(text: string | undefined): ActivityCursor {
  if (text === undefined) return firstActivity
  const [xid = '', id = ''] = text.split(':')
  return { xid: BigInt(xid), id: BigInt(id) }
}
