import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CustomerRecord, customersByIds } from './store.ts'
import type { FieldChange } from './write.ts'
import { type Author, type CustomerPatch, changesBetween, factsOf } from './write.ts'

/** What can be changed of many at once: nothing that search reads. */
export type ManyPatch = Pick<CustomerPatch, 'tags' | 'tier' | 'stage'>

const atOnce = 1_000

/**
 * `changeCustomer` for many: what differs is changed, with history, facts and version as for one. Returns how many changed. Cost: four
 * statements for each thousand.
 */
export async function changeCustomers(
  author: Author,
  ids: readonly number[],
  patchOf: (customer: CustomerRecord) => ManyPatch,
): Promise<number> {
  let changed = 0
  for (let from = 0; from < ids.length; from += atOnce) {
    changed += await changeSome(author, ids.slice(from, from + atOnce), patchOf)
    await nextTurn()
  }
  return changed
}

async function changeSome(
  author: Author,
  ids: readonly number[],
  patchOf: (customer: CustomerRecord) => ManyPatch,
): Promise<number> {
  const { tx, now, memberId, source } = author
  await tx.$queryRaw`SELECT 1 AS locked FROM "Customer" WHERE "id" = ANY(${[...ids]}::int[]) ORDER BY "id" FOR UPDATE`
  const rows: { id: number; changes: FieldChange[]; tags: string[]; tier: string | null; stage: string | null }[] = []
  for (const customer of await customersByIds(tx, ids)) {
    const patch = patchOf(customer)
    const changes = changesBetween(customer, patch)
    const { id, tags, tier, stage } = { ...customer, ...patch }
    if (changes.length > 0) rows.push({ id, changes, tags, tier, stage })
  }
  if (rows.length === 0) return 0
  await tx.$executeRaw`
    UPDATE "Customer" c SET "tags" = ARRAY(SELECT jsonb_array_elements_text(n.tags)), "tier" = n.tier, "stage" = n.stage,
      "version" = c."version" + 1, "updatedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id int, tags jsonb, tier text, stage text) WHERE c."id" = n.id`
  const base = { at: now, memberId, source }
  await tx.change.createMany({
    data: rows.flatMap(({ id, changes }) => changes.map(change => ({ customerId: id, ...base, ...change }))),
  })
  await tx.activity.createMany({
    data: rows.flatMap(({ id, changes }) => factsOf(changes).map(fact => ({ customerId: id, ...base, ...fact }))),
  })
  return rows.length
}
