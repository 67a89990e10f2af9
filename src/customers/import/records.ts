import type { ImportOptions, ImportRow, Landed, RowProblem } from '../../chat/import-kind.ts'
import { type Bulk, type CopyValue, toCopyRow } from '../../database/bulk.ts'
import { edited } from '../activity.ts'
import { rowReasons } from './cell-messages.ts'
import { createCustomers, customersByExternalId, firstTeam, type KnownCustomer, reserveIds } from './known-customers.ts'

/** What every row of these kinds says. */
export interface RecordRow {
  external_id: string
  customer_external_id?: string
}

/** What a record that is not there yet is made of, and where its customer is. */
export interface Place {
  /** Of the customer's team: where its bare days and times are. */
  zone: string
  now: Date
}

type Problem = Omit<RowProblem, 'line'>

/** A record as it was (null: new) and as it is now written. */
export interface Written<Fields> {
  id: number
  customerId: number
  /** Of the customer's team. */
  zone: string
  before: (Fields & { customerId: number }) | null
  after: Fields
}

/** An entry of the timeline. */
export interface ImportedFact {
  customerId: number
  kind: string
  at: Date
  refId: number
  memberId?: number | null
  data: Record<string, unknown>
}

/** A table with one record a row of a file: contacts, interactions, events, tickets, contracts. */
export interface Records<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>> {
  table: string
  /** The columns that rows decide, by the fields' names. */
  columns: readonly (keyof Fields & string)[]
  /** What a row makes of a record, or why it cannot. */
  settle(values: Values, before: Fields | null, place: Place): Fields | { problem: Problem }
  facts(written: readonly Written<Fields>[], now: Date): ImportedFact[]
  /** What else follows, set-based. */
  after?(bulk: Bulk, written: readonly Written<Fields>[], now: Date): Promise<void>
}

interface State<Fields> {
  before: (Fields & { id: number; customerId: number }) | null
  after: Fields | null
  /** External id of the customer that the rows name. */
  customer: string | null
  zone: string
}

/** Upserts a batch by external id: what is there is read in one statement, each row settled, all of it written set-based. */
export async function landRecords<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>>(
  bulk: Bulk,
  rows: readonly ImportRow<Values>[],
  options: ImportOptions,
  records: Records<Values, Fields>,
): Promise<Landed> {
  const customers = await customersByExternalId(bulk, [...new Set(rows.flatMap(row => row.values.customer_external_id ?? []))])
  const newcomersZone = options.createCustomers ? ((await firstTeam(bulk))?.zone ?? null) : null
  const states = await readStates(bulk, rows, records)
  const problems: RowProblem[] = []
  for (const { line, values } of rows) {
    const problem = settle(states, customers, values, newcomersZone, records, options.now)
    if (problem) problems.push({ line, ...problem })
  }
  const newcomers = [...states.values()].flatMap(({ customer }) => (customer && !customers.has(customer) ? [customer] : []))
  const made = await createCustomers(bulk, [...new Set(newcomers)], options)
  const customerOf = ({ customer, before }: State<Fields>) =>
    (customer === null ? before?.customerId : (customers.get(customer) ?? made.get(customer))?.id) ?? 0
  const settled = [...states].flatMap(([externalId, state]) => {
    const { before, after } = state
    return after ? [{ externalId, before, after, customerId: customerOf(state), zone: state.zone }] : []
  })
  const fresh = settled.filter(({ before }) => !before)
  const changed = settled.filter(({ before, after, customerId }) => {
    return (
      before && (before.customerId !== customerId || records.columns.some(name => written(before[name]) !== written(after[name])))
    )
  })
  const ids = await insertFresh(bulk, records, fresh)
  await updateChanged(bulk, records, changed)
  const all: Written<Fields>[] = [
    ...fresh.map(({ after, customerId, zone }, index) => ({ id: ids[index] ?? 0, customerId, zone, before: null, after })),
    ...changed.map(({ before, after, customerId, zone }) => ({ id: before?.id ?? 0, customerId, zone, before, after })),
  ]
  const facts = records.facts(all, options.now)
  await writeFacts(bulk, [...facts, ...silentChanges(all, facts, options.now)])
  if (all.length > 0) await records.after?.(bulk, all, options.now)
  const unchanged = settled.length - fresh.length - changed.length
  return { created: fresh.length, updated: changed.length, unchanged, customersCreated: made.size, problems }
}

async function readStates<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>>(
  bulk: Bulk,
  rows: readonly ImportRow<Values>[],
  { table, columns }: Records<Values, Fields>,
): Promise<Map<string, State<Fields>>> {
  const externalIds = [...new Set(rows.map(row => row.values.external_id))]
  const stored = await bulk.rows<Record<string, unknown> & { externalId: string; zone: string }>(
    `SELECT r."externalId", r."id", r."customerId", ${columns.map(name => `r."${name}"`).join(', ')}, t."zone"
     FROM "${table}" r JOIN "Customer" c ON c."id" = r."customerId" JOIN "Team" t ON t."id" = c."teamId"
     WHERE r."externalId" = ANY($1::text[]) FOR UPDATE OF r`,
    [externalIds],
  )
  const blank = { before: null, after: null, customer: null, zone: 'UTC' }
  const states = new Map<string, State<Fields>>(externalIds.map(externalId => [externalId, { ...blank }]))
  for (const { externalId, zone, ...before } of stored)
    states.set(externalId, { ...blank, before: before as unknown as Fields & { id: number; customerId: number }, zone })
  return states
}

/** Adds a row to what its record is to become; rows of one file that name the same record follow each other. */
function settle<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>>(
  states: Map<string, State<Fields>>,
  customers: ReadonlyMap<string, KnownCustomer>,
  values: Values,
  newcomersZone: string | null,
  records: Records<Values, Fields>,
  now: Date,
): Problem | null {
  const state = states.get(values.external_id)
  if (!state) return null
  const named = values.customer_external_id
  const column = 'customer_external_id'
  const current = state.after ?? state.before
  if (named === undefined && !current) return { column, reason: rowReasons.missingWhenNew(column) }
  const zone = named === undefined ? state.zone : (customers.get(named)?.zone ?? newcomersZone)
  if (zone === null) return { column, reason: rowReasons.unknownCustomer(named ?? '') }
  const after = records.settle(values, current, { zone, now })
  if ('problem' in after) return after.problem as Problem
  Object.assign(state, { after, zone, customer: named ?? state.customer })
  return null
}

/** A value as it is compared, whichever driver read it. */
const written = (value: CopyValue): string | null =>
  value instanceof Date ? value.toISOString() : value === null ? null : String(value)

interface Settled<Fields> {
  externalId: string
  before: { id: number } | null
  after: Fields
  customerId: number
}

async function insertFresh<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>>(
  bulk: Bulk,
  { table, columns }: Records<Values, Fields>,
  fresh: readonly Settled<Fields>[],
): Promise<number[]> {
  if (fresh.length === 0) return []
  const ids = await reserveIds(bulk, table, fresh.length)
  const rows = fresh.map(({ externalId, after, customerId }, index) =>
    toCopyRow([ids[index] ?? 0, externalId, customerId, ...columns.map(name => after[name])]),
  )
  await bulk.copy(table, ['id', 'externalId', 'customerId', ...columns], [rows.join('')])
  return ids
}

async function updateChanged<Values extends RecordRow, Fields extends Record<keyof Fields, CopyValue>>(
  bulk: Bulk,
  { table, columns }: Records<Values, Fields>,
  changed: readonly Settled<Fields>[],
): Promise<void> {
  if (changed.length === 0) return
  const names = ['customerId', ...columns]
  const quoted = names.map(name => `"${name}"`).join(', ')
  await bulk.run(`CREATE TEMP TABLE "Imported" ON COMMIT DROP AS SELECT "id", ${quoted} FROM "${table}" LIMIT 0`)
  const rows = changed.map(({ before, after, customerId }) =>
    toCopyRow([before?.id ?? 0, customerId, ...columns.map(name => after[name])]),
  )
  await bulk.copy('Imported', ['id', ...names], [rows.join('')])
  const assignments = names.map(name => `"${name}" = s."${name}"`).join(', ')
  await bulk.run(`UPDATE "${table}" r SET ${assignments} FROM "Imported" s WHERE s."id" = r."id"`)
  await bulk.run(`DROP TABLE "Imported"`)
}

/** Changes of which the timeline tells nothing, and customers whom a record was taken from. */
function silentChanges(written: readonly Written<object>[], facts: readonly ImportedFact[], now: Date): ImportedFact[] {
  const told = new Set(facts.map(({ customerId }) => customerId))
  return written.flatMap(({ id, customerId, before }) => {
    const changed = before ? new Set([customerId, before.customerId]) : new Set<number>()
    return [...changed]
      .filter(customer => !told.has(customer))
      .map(customer => ({ customerId: customer, kind: edited, at: now, refId: id, data: {} }))
  })
}

async function writeFacts(bulk: Bulk, facts: readonly ImportedFact[]): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map(({ customerId, kind, at, memberId = null, refId, data }) =>
    toCopyRow([customerId, kind, at, memberId, 'import', refId, JSON.stringify(data)]),
  )
  await bulk.copy('Activity', ['customerId', 'kind', 'at', 'memberId', 'source', 'refId', 'data'], [rows.join('')])
}
