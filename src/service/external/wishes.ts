import { z } from 'zod'
import type { ContactLimits, ContactWish } from '../../chat/contact-sync.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import { fields, uniqueTags } from '../../customers/fields.ts'
import { cursorFromText, cursorToText, lastActivity, readActivities } from '../../database/activity.ts'
import type { Customer, ExternalFollow } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { shortened, tagsThere, without } from './words.ts'

type Row = Pick<ExternalFollow, 'id' | 'tags' | 'called' | 'description' | 'sameName' | 'written'> &
  Pick<Customer, 'name' | 'tier' | 'stage' | 'industry'> & {
    contact: string
    member: string
    locale: string
    customerTags: string[]
    /** What other members gave the same contact. */
    others: string[]
    /** The member whom the customer's tags and name are written for: the owner, or who has had them longest. */
    isInCharge: boolean
  }

const atOnce = 200
/** Facts followed at once. */
const mostChanges = 5_000

const cursorKey = 'external.activities'

/** Marks the follows of customers to whom something happened since the last time, by the activity cursor. */
export async function followChanges(tx: Tx): Promise<void> {
  const stored = await tx.storedValue.findUnique({ where: { key: cursorKey } })
  const from = stored ? cursorFromText(z.string().parse(stored.value)) : await lastActivity(tx)
  const { activities, cursor } = await readActivities(tx, from, mostChanges)
  if (stored && activities.length === 0) return
  const changed = [...new Set(activities.map(({ customerId }) => customerId))]
  // More at once is an import: everything is looked at then, which costs less than following it.
  const isImport = activities.length === mostChanges
  await tx.$executeRaw`
    UPDATE "ExternalFollow" f SET "toWrite" = TRUE FROM "ExternalContact" c
    WHERE c."id" = f."contactId" AND NOT f."toWrite" AND (${isImport} OR c."customerId" = ANY(${changed}::int[]))`
  const value = cursorToText(isImport ? await lastActivity(tx) : cursor)
  await tx.storedValue.upsert({ where: { key: cursorKey }, create: { key: cursorKey, value }, update: { value } })
}

/** Follows of customers that may have changed, and what is to be written; those of whom nothing is, are done with. Cost: by index. */
export async function readWishes(
  tx: Tx,
  platform: string,
  limits: ContactLimits,
): Promise<{ wishes: ContactWish[]; more: boolean }> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f."id", f."tags", f."called", f."description", f."sameName", f."written", c."ref" AS contact, m."ref" AS member, t."locale",
      k."name", k."tier", k."stage", k."industry", k."tags" AS "customerTags",
      ARRAY(SELECT DISTINCT unnest(o."tags") FROM "ExternalFollow" o WHERE o."contactId" = c."id" AND o."endedAt" IS NULL AND o."id" <> f."id") AS others,
      f."id" = (SELECT o."id" FROM "ExternalFollow" o WHERE o."contactId" = c."id" AND o."endedAt" IS NULL AND o."called" IS NOT NULL
                ORDER BY (o."memberId" IS NOT DISTINCT FROM k."ownerId") DESC, o."id" LIMIT 1) AS "isInCharge"
    FROM "ExternalFollow" f JOIN "ExternalContact" c ON c."id" = f."contactId" JOIN "Customer" k ON k."id" = c."customerId"
      JOIN "Team" t ON t."id" = k."teamId" JOIN "Member" m ON m."id" = f."memberId"
    WHERE c."platform" = ${platform} AND f."endedAt" IS NULL AND f."called" IS NOT NULL AND f."toWrite"
    ORDER BY f."id" LIMIT ${atOnce}`
  const wishes = rows.map(row => wishOf(row, limits))
  const idle = rows.flatMap((row, index) => (wishes[index] ? [] : [row.id]))
  await tx.externalFollow.updateMany({ where: { id: { in: idle } }, data: { toWrite: false } })
  return { wishes: wishes.filter(wish => wish !== null), more: rows.length === atOnce }
}

function wishOf(row: Row, limits: ContactLimits): ContactWish | null {
  const { add, remove } = tagsThere(row.customerTags, {
    ...{ agreed: row.tags, others: row.others, known: limits.tags, adds: row.isInCharge },
  })
  const name = shortened(row.name, limits.remark)
  const remark = row.isInCharge && row.sameName && name !== row.called ? name : null
  const note = shortened(noteOf(row, localeOf(row.locale)), limits.description)
  // The member's own note stays.
  const isOurs = !row.description || row.description === row.written
  const description = note && isOurs && note !== row.description ? note : null
  if (add.length + remove.length === 0 && remark === null && description === null) return null
  const { contact, member } = row
  return { contact, member, addTags: add, removeTags: remove, remark, description }
}

/** `阶段：报价；等级：A` */
function noteOf(row: Row, locale: Locale): string {
  const [colon, join] = locale === 'en' ? [': ', '; '] : ['：', '；']
  const facts = (['stage', 'tier', 'industry'] as const).flatMap(field =>
    row[field] ? [`${fields[field].label[locale]}${colon}${row[field]}`] : [],
  )
  return facts.join(join)
}

/** Both sides agree now, or (false) will not before the customer changes again: a change made meanwhile is still to be followed. */
export async function settleWish(tx: Tx, platform: string, wish: ContactWish, isWritten: boolean): Promise<void> {
  const follow = await tx.externalFollow.findFirst({
    where: { contact: { platform, ref: wish.contact }, member: { platform, ref: wish.member } },
  })
  if (!follow) return
  const { remark, description } = wish
  await tx.externalFollow.update({
    where: { id: follow.id },
    data: {
      toWrite: false,
      ...(isWritten && {
        tags: without(uniqueTags([...follow.tags, ...wish.addTags]), wish.removeTags),
        ...(remark !== null && { called: remark }),
        ...(description !== null && { description, written: description }),
      }),
    },
  })
}
