import { z } from 'zod'
import { kept } from '../database/kept.ts'
import type { Tx } from '../database/store.ts'
import type { Message, RowRef } from './message.ts'
import type { Place } from './platform.ts'

const rowRefs = z.array(
  z
    .union([z.object({ kind: z.literal('customer'), id: z.int32() }), z.object({ kind: z.literal('task'), id: z.int32() })])
    .nullable(),
)

const shownForMs = 24 * 60 * 60 * 1000

/**
 * Remembers what the numbers of a message's list mean, for one person or (null) for everybody in the place.
 * A later page keeps the rows before it out: row 11 is row 11.
 */
export async function rememberList(
  tx: Tx,
  place: Pick<Place, 'platform' | 'id'>,
  memberId: number | null,
  message: Message,
  now: Date,
): Promise<void> {
  const rows: (RowRef | null)[] = []
  for (const part of message.parts) {
    if (part.kind !== 'list' || part.start === undefined) continue
    for (const [index, row] of part.rows.entries()) rows[part.start - 1 + index] = row.ref ?? null
  }
  if (!rows.some(Boolean)) return
  const filled = JSON.stringify(Array.from(rows, row => row ?? null))
  await tx.$executeRaw`${kept}
    WITH before AS (
      DELETE FROM "ShownList"
      WHERE platform = ${place.platform} AND place = ${place.id} AND "memberId" IS NOT DISTINCT FROM ${memberId}::int)
    INSERT INTO "ShownList" (platform, place, "memberId", rows, at)
    VALUES (${place.platform}, ${place.id}, ${memberId}::int, ${filled}::jsonb, ${now})`
}

/** Where lists sent to a person are kept: the platform's name for their direct messages is not known when the outbox takes one. */
const sentToPerson = '@person'

/** Remembers the numbers of a list that goes to a person by the outbox, wherever they will ask about it. */
export async function rememberSentList(
  tx: Tx,
  member: { id: number; platform: string },
  message: Message,
  now: Date,
): Promise<void> {
  await rememberList(tx, { platform: member.platform, id: sentToPerson }, member.id, message, now)
}

/** For so long a list that somebody called up keeps its numbers, though a digest for everybody appears in the channel meanwhile. */
const workingThroughMs = 30 * 60 * 1000

/**
 * What row `number` of the list last shown to this person here means: their own list, the place's, or one sent to them, whichever is
 * newest (what was shown in the place itself, if equally new); null after 24 h.
 */
export async function shownRow(
  tx: Tx,
  place: Pick<Place, 'platform' | 'id'>,
  memberId: number | null,
  number: number,
  now: Date,
): Promise<RowRef | null> {
  const here = { place: place.id, OR: [{ memberId }, { memberId: null }] }
  const sent = memberId === null ? [] : [{ place: sentToPerson, memberId }]
  const lists = await tx.shownList.findMany({
    where: { platform: place.platform, OR: [here, ...sent], at: { gt: new Date(now.getTime() - shownForMs) } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 3,
  })
  const own = lists.find(one => one.place !== sentToPerson && one.memberId !== null)
  const atWork = own && now.getTime() - own.at.getTime() < workingThroughMs ? own : undefined
  const list = atWork ?? lists.find(one => one.place !== sentToPerson && one.at.getTime() === lists[0]?.at.getTime()) ?? lists[0]
  if (!list) return null
  return rowRefs.parse(list.rows)[number - 1] ?? null
}
