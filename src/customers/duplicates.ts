import type { Context } from '../chat/context.ts'
import { Prisma } from '../database/generated/client.ts'
import type { CustomerValues } from './fields.ts'
import { likeText } from './query.ts'
import { normalise, phoneDigits, phoneVariants } from './search-text.ts'
import { type CustomerRecord, recordColumns, recordJoins, recordOf, visible } from './store.ts'

/** Customers this person can see that may be the same one: same name, phone number or external id. At most five. */
export async function findDuplicates(context: Context, values: Partial<CustomerValues>): Promise<CustomerRecord[]> {
  const same: Prisma.Sql[] = []
  const name = normalise(values.name ?? '')
  const digits = phoneDigits(values.phone)
  if (name) same.push(Prisma.sql`c."searchText" LIKE ${` ${likeText(name)} |%`}`)
  if (digits) same.push(Prisma.sql`c."phoneDigits" = ANY(${phoneVariants(digits)}::text[])`)
  if (values.externalId) same.push(Prisma.sql`c."externalId" = ${values.externalId}`)
  if (same.length === 0) return []
  const rows = await context.tx.$queryRaw<Parameters<typeof recordOf>[0][]>`
    SELECT ${recordColumns} FROM "Customer" c ${recordJoins}
    WHERE (${Prisma.join(same, ' OR ')}) AND ${visible(context)} ORDER BY c."id" LIMIT 5`
  return rows.map(recordOf)
}

/** An external id names one customer in the whole company, whoever may see it. */
export async function isExternalIdTaken(
  context: Pick<Context, 'tx'>,
  externalId: string | null | undefined,
  exceptId?: number,
): Promise<boolean> {
  if (!externalId) return false
  const taken = await context.tx.customer.findUnique({ where: { externalId }, select: { id: true } })
  return taken !== null && taken.id !== exceptId
}
