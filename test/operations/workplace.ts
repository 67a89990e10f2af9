import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { seedShop } from '../../prisma/seed.ts'
import { collect } from '../../src/chat/contributions.ts'
import type { Task, TaskEvent, Workplace } from '../../src/command-line/task.ts'
import { createKeyring, newKey } from '../../src/config/keyring.ts'
import { openStore, type Store } from '../../src/database/store.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { freshPath } from '../harness/run-folder.ts'
import { temporaryDatabase } from '../harness/store.ts'

export const now = new Date('2026-11-25T10:00:00Z')
const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))

let seconds = 0

/** An installation of its own with an empty database, and a clock of which each look is a second later. Its store is the caller's to close. */
export async function installation(): Promise<Workplace> {
  const store = await openStore(await temporaryDatabase())
  const path = freshPath('live')
  await mkdir(path, { recursive: true, mode: 0o700 })
  const folder = {
    path,
    database: join(path, 'database'),
    commandLine: join(path, 'command-line.json'),
    secretKey: join(path, 'secret-key'),
    exports: join(path, 'exports'),
    backups: join(path, 'backups'),
  }
  return {
    store,
    rooms,
    defaults: { zone: 'UTC', currency: 'EUR' },
    folder,
    // In memory: the file is what these tests look at.
    keys: { ...createKeyring([newKey()]), rotate: () => undefined },
    now: () => new Date(now.getTime() + 1_000 * seconds++),
    batchRows: 1_000,
  }
}

/** The demo shop, and values that a text format could break. */
export async function fill({ store }: Workplace): Promise<void> {
  await seedShop(
    store,
    createOutbox(() => now),
    rooms,
    now,
  )
  const odd = { name: 'Tab\tand\nline \\. \\N', tags: ['a,b', '"c"', '{d}', '张伟 🙂'], custom: { note: '\\.\n', size: 1.5 } }
  await store.db.customer.create({ data: { ...odd, externalId: '\\.', teamId: 1, email: '' } })
}

/** What a task says at last. */
export async function done<Order, Event extends TaskEvent>(
  task: Task<Order, Event>,
  at: Workplace,
  order: Order,
  signal = new AbortController().signal,
): Promise<Event> {
  let last: Event | null = null
  for await (const event of task.run(at, order, nothing(), signal)) last = event
  if (!last) throw new Error('the task said nothing')
  return last
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A checksum over each table's rows, and where each sequence stands. Numbers of transactions, which are a database's own, are left out. */
export async function fingerprint(store: Store, without: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await store.db.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    if (without.includes(name) || name === '_prisma_migrations') continue
    const row = name === 'Activity' ? `to_jsonb(t) - 'xid'` : 'to_jsonb(t)'
    const [sum] = await store.db.$queryRawUnsafe<{ sum: string }[]>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(row, E'\\n' ORDER BY row COLLATE "C")), '') AS sum FROM (SELECT (${row})::text AS row FROM "${name}" t) rows`,
    )
    found[name] = sum?.sum ?? ''
  }
  const sequences = await store.db.$queryRaw<{ name: string; last: string }[]>`
    SELECT sequencename::text AS name, last_value::text AS last FROM pg_sequences WHERE last_value IS NOT NULL`
  for (const { name, last } of sequences) found[name] = last
  return found
}
