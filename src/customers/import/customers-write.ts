import { type CopyValue, toArrayLiteral, toCopyRow } from '../../database/bulk.ts'
import type { Bulk } from '../../database/store.ts'
import type { CustomerValues } from '../fields.ts'
import { customFields } from '../record.ts'
import { customerSearch } from '../search-text.ts'
import { type CustomerPatch, changesOf, type FieldChange, factsOf } from '../write.ts'

interface Named {
  id: number
  name: string
}

/** One customer of a batch: what it was (null: new) and what it is to become. */
export interface ImportState {
  externalId: string
  before: (Omit<CustomerValues, 'custom'> & { id: number; custom: unknown; owner: Named | null; team: Named }) | null
  patch: Omit<CustomerPatch, 'custom'>
  /** Own fields that the file names; null clears one. */
  custom: Record<string, string | null>
}

interface After extends CustomerValues {
  ownerId: number | null
  teamId: number
}

const columns = [
  'externalId',
  'name',
  'phone',
  'email',
  'tier',
  'stage',
  'ownerId',
  'teamId',
  'industry',
  'region',
  'source',
  'birthday',
  'referrer',
  'tags',
  'custom',
  'searchText',
  'pinyin',
  'initials',
  'phoneDigits',
  'updatedAt',
] as const
const quotedColumns = columns.map(column => `"${column}"`).join(', ')

/** Writes new and changed customers, their history and the facts for the timeline; counts customers. */
export async function writeBatch(
  bulk: Bulk,
  states: readonly ImportState[],
  now: Date,
): Promise<{ created: number; updated: number; unchanged: number }> {
  const isNew = states.filter(state => !state.before && state.patch.name)
  const changed = states.flatMap(state => {
    const { before, patch } = state
    if (!before || !patch.team) return []
    const changes = changesOf({ ...before, custom: ownFields(before.custom) }, merged(state))
    return changes.length ? [{ state, id: before.id, changes }] : []
  })
  if (isNew.length) await insertNew(bulk, isNew, now)
  if (changed.length) await updateChanged(bulk, changed, now)
  const known = states.filter(state => state.before && state.patch.team).length
  return { created: isNew.length, updated: changed.length, unchanged: known - changed.length }
}

const ownFields = (custom: unknown): Record<string, string> => customFields.safeParse(custom).data ?? {}

/** Own fields that the file does not name stay. */
function merged({ before, patch, custom }: ImportState): CustomerPatch {
  const all = Object.entries({ ...(before ? ownFields(before.custom) : {}), ...custom })
  return { ...patch, custom: Object.fromEntries(all.flatMap(([key, value]) => (value === null ? [] : [[key, value]]))) }
}

async function insertNew(bulk: Bulk, states: readonly ImportState[], now: Date): Promise<void> {
  await bulk.copy(
    'Customer',
    [...columns, 'createdAt'],
    lines(states, state => [...cellsOf(state, now), now]),
  )
  await bulk.run(
    `INSERT INTO "Activity" ("customerId", "kind", "at", "source") SELECT "id", 'created', $2, 'import' FROM "Customer" WHERE "externalId" = ANY($1::text[])`,
    [states.map(state => state.externalId), now],
  )
}

interface Changed {
  state: ImportState
  id: number
  changes: FieldChange[]
}

async function updateChanged(bulk: Bulk, changed: readonly Changed[], now: Date): Promise<void> {
  await bulk.run(`CREATE TEMP TABLE "ImportedCustomer" ON COMMIT DROP AS SELECT "id", ${quotedColumns} FROM "Customer" LIMIT 0`)
  await bulk.copy(
    'ImportedCustomer',
    ['id', ...columns],
    lines(changed, ({ state, id }) => [id, ...cellsOf(state, now)]),
  )
  const assignments = columns.map(column => `"${column}" = s."${column}"`).join(', ')
  await bulk.run(
    `UPDATE "Customer" c SET ${assignments}, "version" = c."version" + 1 FROM "ImportedCustomer" s WHERE s."id" = c."id"`,
  )
  await bulk.run(`DROP TABLE "ImportedCustomer"`)
  const history = changed.flatMap(({ id, changes }) => changes.map(change => ({ id, ...change })))
  await bulk.copy(
    'Change',
    ['customerId', 'at', 'source', 'field', 'before', 'after'],
    lines(history, ({ id, field, before, after }) => [id, now, 'import', field, before, after]),
  )
  const facts = changed.flatMap(({ id, changes }) => factsOf(changes).map(fact => ({ id, ...fact })))
  await bulk.copy(
    'Activity',
    ['customerId', 'kind', 'at', 'source', 'data'],
    lines(facts, ({ id, kind, data }) => [id, kind, now, 'import', JSON.stringify(data)]),
  )
}

function* lines<Item>(items: readonly Item[], cells: (item: Item) => CopyValue[]): Iterable<string> {
  for (const item of items) yield toCopyRow(cells(item))
}

/** The customer's columns as it is to be, in the order of `columns`. */
function cellsOf(state: ImportState, now: Date): CopyValue[] {
  const after = afterOf(state)
  const search = customerSearch(after)
  const {
    externalId,
    name,
    phone,
    email,
    tier,
    stage,
    ownerId,
    teamId,
    industry,
    region,
    source,
    birthday,
    referrer,
    tags,
    custom,
  } = after
  const written = [externalId, name, phone, email, tier, stage, ownerId, teamId, industry, region, source, birthday, referrer]
  const { searchText, pinyin, initials, phoneDigits } = search
  return [...written, toArrayLiteral(tags), JSON.stringify(custom), searchText, pinyin, initials, phoneDigits, now]
}

const blank: Omit<CustomerValues, 'name'> = {
  phone: null,
  email: null,
  tier: null,
  stage: null,
  industry: null,
  region: null,
  source: null,
  birthday: null,
  referrer: null,
  externalId: null,
  tags: [],
  custom: {},
}

function afterOf(state: ImportState): After {
  const { owner, team, ...patch } = merged(state)
  const { before, externalId } = state
  const { owner: oldOwner, team: oldTeam, ...old } = before ?? { ...blank, name: '', owner: null, team: null }
  return {
    ...blank,
    ...old,
    ...patch,
    name: patch.name ?? old.name,
    custom: patch.custom ?? {},
    externalId,
    ownerId: (owner === undefined ? oldOwner?.id : owner?.id) ?? null,
    teamId: team?.id ?? oldTeam?.id ?? 0,
  }
}
