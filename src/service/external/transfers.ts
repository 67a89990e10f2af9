import type { ContactTransferWish } from '../../chat/contact-sync.ts'
import { localeOf } from '../../chat/wording.ts'
import { type ExternalFollow, Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { memberById } from '../../people/store.ts'
import { afterEnding } from './follow.ts'
import { announce } from './react.ts'
import { type ExternalRun, followOf, saveFollow, stateOf } from './store.ts'
import { failedMessage } from './transfer-messages.ts'

const atOnce = 500

/** Who is to go over to whom, by pairs of members. */
export async function readTransfers(tx: Tx, platform: string): Promise<ContactTransferWish[]> {
  return tx.$queryRaw<ContactTransferWish[]>`
    SELECT f."ref" AS "from", t."ref" AS "to", json_agg(json_build_object('id', w."id", 'contact', w."ref") ORDER BY w."id") AS transfers
    FROM (SELECT x."id", x."fromId", x."toId", c."ref" FROM "ContactTransfer" x JOIN "ExternalContact" c ON c."id" = x."contactId"
          WHERE x."state" = 'wanted' AND c."platform" = ${platform} ORDER BY x."id" LIMIT ${atOnce}) w
      JOIN "Member" f ON f."id" = w."fromId" JOIN "Member" t ON t."id" = w."toId"
    GROUP BY f."ref", t."ref" ORDER BY min(w."id")`
}

/** The platform began them, or said why not. */
export async function keepAsked(run: ExternalRun, results: readonly { id: number; code: string | null }[]): Promise<void> {
  const failed = results.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }]))
  const began = results.flatMap(({ id, code }) => (code === null ? [id] : []))
  await run.tx.contactTransfer.updateMany({ where: { id: { in: began }, state: 'wanted' }, data: { state: 'started' } })
  await fail(run, failed)
}

/** Said a day later: the contact refused, or the successor has too many. */
export async function notTransferred(run: ExternalRun, contactId: number, toId: number, code: string): Promise<void> {
  const open = await run.tx.contactTransfer.findMany({ where: { contactId, toId, state: 'started' }, select: { id: true } })
  await fail(
    run,
    open.map(({ id }) => ({ id, code })),
  )
}

/** The contact has come to this member: the one who gave them has them no more, which of members who left nobody says. */
export async function arrived(
  run: ExternalRun,
  { contactId, memberId: toId }: ExternalFollow,
  customerId: number,
): Promise<void> {
  const open = await run.tx.contactTransfer.findMany({ where: { contactId, toId, state: 'started' } })
  for (const { id, fromId } of open) {
    await run.tx.contactTransfer.update({ where: { id }, data: { state: 'done' } })
    const state = afterEnding(stateOf(await followOf(run.tx, contactId, fromId)), run.now, 'transfer')
    if (state) await announce(run, customerId, await saveFollow(run, { contactId, memberId: fromId }, state))
  }
}

/** The contact has left this member for another. */
export async function gone({ tx }: ExternalRun, { contactId, memberId: fromId }: ExternalFollow): Promise<void> {
  await tx.contactTransfer.updateMany({ where: { contactId, fromId, state: 'started' }, data: { state: 'done' } })
}

interface Failed {
  id: number
  code: string
  customer: string
  fromId: number
  askedById: number
}

/** Who asked hears of each failure once, of all from one member in one message. */
async function fail({ tx, outbox }: ExternalRun, failed: readonly { id: number; code: string }[]): Promise<void> {
  if (failed.length === 0) return
  const rows = await tx.$queryRaw<Failed[]>(Prisma.sql`
    UPDATE "ContactTransfer" x SET "state" = 'failed', "code" = g.code
    FROM jsonb_to_recordset(${JSON.stringify(failed)}::jsonb) AS g(id int, code text), "ExternalContact" c
      LEFT JOIN "Customer" k ON k."id" = c."customerId"
    WHERE x."id" = g.id AND x."state" IN ('wanted', 'started') AND c."id" = x."contactId"
    RETURNING x."id", g.code, coalesce(k."name", '–') AS customer, x."fromId", x."askedById"`)
  const groups = new Map<string, Failed[]>()
  for (const row of rows.toSorted((one, other) => one.id - other.id)) {
    const key = `${row.askedById}:${row.fromId}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  for (const group of groups.values()) {
    const [first] = group
    const asked = first && (await memberById(tx, first.askedById))
    const from = first && (await memberById(tx, first.fromId))
    if (!first || !asked) continue
    const message = failedMessage(group, from?.name ?? '–', localeOf(asked.locale))
    const target = { platform: asked.platform, kind: 'person' as const, id: asked.ref }
    await outbox.put(tx, { key: `contact-transfer:${first.id}`, target, message })
  }
}
