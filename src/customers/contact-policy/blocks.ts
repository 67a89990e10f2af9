import type { ContactBlock } from '../../chat/customer-contact.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'

/** Days from one unasked message to the next. */
export const askEveryDays = 30

/** What the record itself says against writing to a customer unasked. */
export const customerBlocks: readonly ContactBlock[] = [
  {
    name: 'opted-out',
    why: { en: 'asked never to be asked again', 'zh-CN': '已要求不再打扰' },
    where: () => Prisma.sql`(c."optedOutAt" IS NOT NULL OR c."erasedAt" IS NOT NULL)`,
  },
  {
    name: 'asked-lately',
    why: { en: `was asked within the last ${askEveryDays} days`, 'zh-CN': `近 ${askEveryDays} 天内已收到过问卷` },
    where: now => Prisma.sql`c."lastAskedAt" > ${new Date(now.getTime() - askEveryDays * 86_400_000)}`,
  },
]

/**
 * Why each of these customers must not be written to unasked now, by the first block in the rooms' order; those who are not in the map may
 * be. `except`: blocks not to look at, by name. Cost: one statement, by primary key, with each block's own condition.
 */
export async function blocked(
  tx: Tx,
  blocks: readonly ContactBlock[],
  customerIds: readonly number[],
  now: Date,
  except: readonly string[] = [],
): Promise<Map<number, ContactBlock>> {
  const asked = blocks.filter(({ name }) => !except.includes(name))
  if (customerIds.length === 0 || asked.length === 0) return new Map()
  const cases = asked.map(({ where }, index) => Prisma.sql`WHEN ${where(now)} THEN ${index}::int`)
  const rows = await tx.$queryRaw<{ id: number; block: number | null }[]>`
    SELECT c."id", CASE ${Prisma.join(cases, ' ')} END AS block FROM "Customer" c WHERE c."id" = ANY(${[...customerIds]}::int[])`
  const found = rows.flatMap(({ id, block }) => {
    const reason = block === null ? undefined : asked[block]
    return reason ? [[id, reason] as const] : []
  })
  return new Map(found)
}

/**
 * Marks these customers as written to now, but for those whom a block keeps: the same statement looks and marks, so of two at the same
 * moment one gets the customer. Gives the ids of those who may be written to.
 */
export async function claimToAsk(
  tx: Tx,
  blocks: readonly ContactBlock[],
  customerIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const conditions = blocks.map(({ where }) => where(now))
  const free = conditions.length ? Prisma.sql`AND NOT coalesce(${Prisma.join(conditions, ' OR ')}, FALSE)` : Prisma.empty
  const rows = await tx.$queryRaw<{ id: number }[]>`
    UPDATE "Customer" c SET "lastAskedAt" = ${now} WHERE c."id" = ANY(${[...customerIds]}::int[]) ${free} RETURNING c."id"`
  return rows.map(({ id }) => id)
}

/** What was claimed then was never sent: these customers count as not written to, but for whom something else was sent since. */
export async function unask(tx: Tx, customerIds: readonly number[], claimedAt: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Customer" SET "lastAskedAt" = NULL WHERE id = ANY(${[...customerIds]}::int[]) AND "lastAskedAt" = ${claimedAt}`
}
