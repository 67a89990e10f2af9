import type { MigrationTransaction } from './migrations.ts'

/**
 * Activities carry the number of the transaction that wrote them, and readers keep a cursor over it (activity.ts). Numbers of another
 * database, which a restore brings, may lie ahead of this one's: such rows would not be read for a long time, and new ones would be written
 * behind the cursors. Then all of them, and the cursors, move below zero together: order and cursors stay right. Cheap when not needed.
 */
export async function rebaseActivities(tx: MigrationTransaction): Promise<boolean> {
  // What this snapshot sees of this database was written before its upper end.
  const [ahead] = await tx.rows(
    `SELECT highest::text FROM (SELECT max(xid) AS highest FROM
       (SELECT max(xid) AS xid FROM "Activity" UNION ALL SELECT max(split_part(${cursor}, ':', 1)::bigint) FROM "StoredValue" WHERE ${isCursor}) seen) most
     WHERE highest >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
    [],
  )
  if (!ahead) return false
  const shift = BigInt(String(ahead.highest)) + 1n
  await tx.rows('UPDATE "Activity" SET xid = xid - $1::bigint', [String(shift)])
  await tx.rows(
    `UPDATE "StoredValue" SET value = to_jsonb((split_part(${cursor}, ':', 1)::bigint - $1::bigint) || ':' || split_part(${cursor}, ':', 2))
     WHERE ${isCursor}`,
    [String(shift)],
  )
  return true
}

/** What `cursorToText` wrote, by the ending of its key. */
const cursor = `(value #>> '{}')`
const isCursor = `key LIKE '%.activities' AND value #>> '{}' ~ '^-?[0-9]+:-?[0-9]+$'`
