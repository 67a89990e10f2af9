import { collect } from '../../src/chat/contributions.ts'
import type { Workplace } from '../../src/command-line/task.ts'
import { createKeyring, newKey } from '../../src/config/keyring.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import type { Store } from '../../src/database/store.ts'
import type { ImportEvent, ImportResult } from '../../src/imports/event.ts'
import { type ImportOrder, importTask } from '../../src/imports/task.ts'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { ordersFeature } from '../../src/orders/feature.ts'
import { createServiceFeature } from '../../src/service/feature.ts'

export const importedAt = new Date('2026-09-16T10:00:00Z')
export const rooms = collect([customersFeature, interactionsFeature, ordersFeature, createServiceFeature()])

/** Where an import of all kinds is done. */
export function workplace(store: Store, other: Partial<Workplace> = {}): Workplace {
  const folder = { path: '', database: '', commandLine: '', secretKey: '', backups: '' }
  const keys = { ...createKeyring([newKey()]), rotate: () => undefined }
  const defaults = { currency: 'EUR', zone: 'UTC' }
  return { store, rooms, defaults, folder, keys, now: () => importedAt, batchRows: 1_000, ...other }
}

export interface Outcome {
  events: ImportEvent[]
  /** `line N, column: reason`, or without column. */
  problems: string[]
  /** Code and text of a refusal. */
  refused: string | null
  result: ImportResult | null
}

/** The pieces a file comes in: small ones, so that every boundary inside it is met. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function outcomeOf(events: AsyncIterable<ImportEvent>): Promise<Outcome> {
  const outcome: Outcome = { events: [], problems: [], refused: null, result: null }
  for await (const event of events) {
    outcome.events.push(event)
    if (event.type === 'problem')
      outcome.problems.push(`line ${event.line}${event.column ? `, ${event.column}` : ''}: ${event.reason.en}`)
    if (event.type === 'refused') outcome.refused = `${event.code}: ${event.reason.en}`
    if (event.type === 'done') outcome.result = event.result
  }
  return outcome
}

export interface Asked extends Partial<Omit<ImportOrder, 'map'>> {
  map?: Record<string, string>
  batchRows?: number
  pieceBytes?: number
  signal?: AbortSignal
}

/** Imports a text or bytes as a file would be. */
export function importFile(store: Store, kind: string, file: string | Uint8Array, asked: Asked = {}): Promise<Outcome> {
  const { map = {}, batchRows = 1_000, pieceBytes = 7_919, signal = new AbortController().signal, ...order } = asked
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const whole: ImportOrder = { kind, key: 'columns', createCustomers: false, dryRun: false, ...order, map }
  return outcomeOf(importTask.run(workplace(store, { batchRows }), whole, inPieces(bytes, pieceBytes), signal))
}

/** Two teams in different zones and a customer of each. */
export async function teamsAndCustomers(store: Store): Promise<void> {
  await store.db.team.createMany({
    data: [
      { id: 1, name: 'Key accounts', zone: 'America/New_York', locale: 'en', currency: 'USD' },
      { id: 2, name: '华东客户部', zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' },
    ],
  })
  await store.db.$executeRaw`SELECT setval(pg_get_serial_sequence('"Team"', 'id'), 2)::text`
  await store.db.customer.createMany({
    data: [
      { externalId: 'C1', name: 'Acme', teamId: 1 },
      { externalId: 'C2', name: '晨光', teamId: 2 },
    ],
  })
}

export interface OrderSeen {
  id: string
  customer: string | null
  at: string
  amount: string
  currency: string
  lines: string[]
}

/** All orders as they are stored. */
export async function ordersOf(store: Store): Promise<OrderSeen[]> {
  const orders = await store.db.order.findMany({
    include: { lines: { orderBy: { id: 'asc' } }, customer: true },
    orderBy: { externalId: 'asc' },
  })
  return orders.map(order => ({
    id: order.externalId,
    customer: order.customer.externalId,
    at: order.orderedAt.toISOString(),
    amount: order.amount.toFixed(2),
    currency: order.currency,
    lines: order.lines.map(line => `${line.quantity ?? '-'} ${line.sku ?? line.name ?? '-'} ${line.amount.toFixed(2)}`),
  }))
}
