import type { Context } from '../chat/context.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { type ActivitySource, addActivity, edited } from './activity.ts'
import { defineKeys } from './custom/store.ts'
import { type CustomerValues, type FieldName, fieldNames } from './fields.ts'
import { valuesOf, valueText } from './record.ts'
import { customerSearch } from './search-text.ts'
import { type CustomerRecord, customerById } from './store.ts'

/** Who writes, when, from where. */
export interface Author {
  tx: Tx
  now: Date
  memberId: number | null
  source: ActivitySource
}

export const authorOf = ({ tx, now, actor }: Pick<Context, 'tx' | 'now' | 'actor'>): Author => ({
  tx,
  now,
  memberId: actor.memberId,
  source: 'chat',
})

/** What is to become of a customer; what is left out stays. */
export interface CustomerPatch extends Partial<CustomerValues> {
  owner?: { id: number; name: string } | null
  team?: { id: number; name: string }
}

export interface FieldChange {
  /** A FieldName, `owner`, `team` or `custom.<key>`. */
  field: string
  before: string | null
  after: string | null
}

/** Creates a customer and says so on its timeline. Throws on an external id that is taken: look before. */
export async function createCustomer(
  author: Author,
  values: Partial<CustomerValues> & { name: string },
  place: { teamId: number; ownerId: number | null },
): Promise<number> {
  const { tx, now, memberId, source } = author
  await defineKeys(tx, Object.keys(values.custom ?? {}), now)
  const { id } = await tx.customer.create({
    data: { ...columnsOf(values), ...customerSearch(values), name: values.name, ...place, createdAt: now, updatedAt: now },
    select: { id: true },
  })
  await addActivity(tx, { customerId: id, kind: 'created', at: now, memberId, source })
  return id
}

/** Reads a customer and keeps others from changing it until this transaction ends: two edits at once happen one after the other. */
export async function lockCustomer(tx: Tx, id: number): Promise<CustomerRecord | null> {
  await tx.$queryRaw`SELECT "id" FROM "Customer" WHERE "id" = ${id} FOR UPDATE`
  return customerById(tx, id)
}

/**
 * Changes what differs, counts the version up and writes down each change with before and after; stage and owner go on the timeline too.
 * `customer` comes from `lockCustomer` in the same transaction. Returns the changes, none when nothing differs.
 */
export async function changeCustomer(author: Author, customer: CustomerRecord, patch: CustomerPatch): Promise<FieldChange[]> {
  const { tx, now } = author
  const changes = changesBetween(customer, patch)
  if (changes.length === 0) return []
  const { owner, team, ...values } = patch
  await defineKeys(tx, Object.keys(values.custom ?? {}), now)
  await tx.customer.update({
    where: { id: customer.id },
    data: {
      ...columnsOf(values),
      ...customerSearch({ ...customer, ...values }),
      ...(owner === undefined ? {} : { ownerId: owner?.id ?? null }),
      ...(team ? { teamId: team.id } : {}),
      version: { increment: 1 },
      updatedAt: now,
    },
    select: { id: true },
  })
  await writeChanges(author, customer.id, changes)
  const { memberId, source } = author
  for (const { kind, data } of factsOf(changes))
    await addActivity(tx, { customerId: customer.id, kind, at: now, memberId, source, data })
  return changes
}

/** What a change means to those who follow facts: stage and owner are told on the timeline, of the rest only that there was a change. */
export function factsOf(
  changes: readonly FieldChange[],
): { kind: string; data: { before?: string | null; after?: string | null } }[] {
  const told = changes.filter(({ field }) => field === 'stage' || field === 'owner')
  const facts = told.map(({ field, before, after }) => ({ kind: field, data: { before, after } }))
  return told.length < changes.length ? [...facts, { kind: edited, data: {} }] : facts
}

/** Adds to the customer's history. */
export async function writeChanges(author: Author, customerId: number, changes: readonly FieldChange[]): Promise<void> {
  const { tx, now, memberId, source } = author
  await tx.change.createMany({ data: changes.map(change => ({ customerId, at: now, memberId, source, ...change })) })
}

/** What a patch changes, field by field. Pure. */
export function changesBetween(customer: CustomerRecord, patch: CustomerPatch): FieldChange[] {
  return changesOf({ ...valuesOf(customer), owner: customer.owner, team: customer.team }, patch)
}

/** The same for a customer however it was read. */
export function changesOf(
  current: CustomerValues & { owner: { id: number; name: string } | null; team: { id: number; name: string } },
  patch: CustomerPatch,
): FieldChange[] {
  const changes: FieldChange[] = []
  const add = (field: string, before: string, after: string) => {
    if (before !== after) changes.push({ field, before: before || null, after: after || null })
  }
  for (const name of fieldNames) {
    const value = patch[name]
    if (value === undefined || name === 'custom') continue
    add(name, valueText(current[name]), valueText(value as CustomerValues[FieldName]))
  }
  if (patch.custom) {
    const keys = new Set([...Object.keys(current.custom), ...Object.keys(patch.custom)])
    for (const key of keys) add(`custom.${key}`, current.custom[key] ?? '', patch.custom[key] ?? '')
  }
  const { owner, team } = patch
  if (owner !== undefined && owner?.id !== current.owner?.id)
    changes.push({ field: 'owner', before: current.owner?.name ?? null, after: owner?.name ?? null })
  if (team && team.id !== current.team.id) changes.push({ field: 'team', before: current.team.name, after: team.name })
  return changes
}

function columnsOf({ birthday, custom, ...values }: Partial<CustomerValues>) {
  return {
    ...values,
    ...(birthday === undefined ? {} : { birthday: birthday === null ? null : new Date(birthday) }),
    ...(custom === undefined ? {} : { custom: custom satisfies Prisma.InputJsonObject }),
  }
}
