import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Workplace } from '../../src/command-line/task.ts'
import { backUp } from '../../src/database/backup/folder.ts'
import { features } from '../../src/features.ts'
import { customerTables, named } from '../../src/privacy/tables.ts'
import { type ErasedEvent, eraseTask, exportTask } from '../../src/privacy/tasks.ts'
import { freshPath } from '../harness/run-folder.ts'
import { openTemporaryStore, type TemporaryStore } from '../harness/store.ts'
import { workplace } from '../imports/importing.ts'
import { fillMarkers } from './fill.ts'
import { recordsOf } from './records.ts'

const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
const now = new Date('2026-09-16T10:00:00Z')

describe('a marker in every personal column', () => {
  let database: TemporaryStore
  let at: Workplace

  beforeEach(async () => {
    database = await openTemporaryStore()
    const path = freshPath('data')
    await mkdir(join(path, 'backups'), { recursive: true })
    const folder = {
      path,
      database: database.options.folder,
      commandLine: '',
      secretKey: '',
      backups: join(path, 'backups'),
    }
    at = workplace(database.store, { rooms, folder, now: () => now })
    await database.store.db.team.create({
      data: { id: 1, name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' },
    })
  })
  afterEach(() => database.store.close())

  const run = async <Event>(events: AsyncIterable<Event>): Promise<Event[]> => {
    const all: Event[] = []
    for await (const event of events) all.push(event)
    return all
  }
  const nothing = (async function* () {})()
  const signal = new AbortController().signal

  /** Two customers with the same records, each with its own markers everywhere. */
  async function twoCustomers() {
    const [one, other] = [await recordsOf(database.store, 1), await recordsOf(database.store, 2)]
    return {
      one,
      mine: await fillMarkers(database.store, rooms, one, 1),
      other,
      theirs: await fillMarkers(database.store, rooms, other, 2),
    }
  }

  /** A backup made now, as it reads once unpacked. */
  async function backup(name: string): Promise<string> {
    const file = join(at.folder.backups, name)
    const place = { folder: at.folder.backups, now }
    await database.store.snapshot(snapshot => backUp(snapshot, 'rapport', place, file))
    return gunzipSync(await readFile(file)).toString('utf8')
  }

  /** Every row of every table, as text. */
  async function dump(): Promise<string> {
    const tables = await database.store.db.$queryRaw<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`
    const rows = await Promise.all(
      tables.map(
        ({ name }) => database.store.db.$queryRaw<{ row: string }[]>`SELECT to_jsonb(t)::text AS row FROM ${named(name)} t`,
      ),
    )
    return rows
      .flat()
      .map(({ row }) => row)
      .join('\n')
  }

  /** Counts and sums that erasing must not change. */
  const figures = () => database.store.db.$queryRaw`
    SELECT (SELECT count(*) FROM "Customer" WHERE "teamId" = 1)::int AS customers, (SELECT count(*) FROM "Customer" WHERE "leftAt" IS NOT NULL)::int AS lost,
      (SELECT jsonb_agg(jsonb_build_array(day, orders, amount, buyers) ORDER BY day) FROM (
        SELECT date_trunc('month', "orderedAt") AS day, count(*) AS orders, sum(amount) AS amount, count(DISTINCT "customerId") AS buyers FROM "Order" GROUP BY 1) m) AS months,
      (SELECT jsonb_agg(jsonb_build_array(first, buyers)) FROM (SELECT first, count(*) AS buyers FROM (
        SELECT date_trunc('month', min("orderedAt")) AS first FROM "Order" GROUP BY "customerId") f GROUP BY 1 ORDER BY 1) c) AS cohorts,
      (SELECT jsonb_agg(jsonb_build_array(name, amount)) FROM (SELECT name, sum(amount) AS amount FROM "OrderLine" GROUP BY 1 ORDER BY 1) l) AS products,
      (SELECT sum(amount) FROM "Contract")::text AS contracts, (SELECT avg(csat) FROM "Ticket")::text AS csat,
      (SELECT count(*) FROM "Interaction")::int AS interactions, (SELECT sum(count) FROM "UsageEvent")::int AS usage,
      (SELECT count(*) FROM "CareTask" WHERE status = 'done')::int AS done, (SELECT count(*) FROM "Activity")::int AS activities`

  const found = (text: string | Buffer, markers: Iterable<string>): string[] =>
    [...markers].filter(marker => text.includes(marker))
  /** Days come as text in dumps and exports; in files they are numbers. */
  const texts = (markers: Map<string, string>): string[] => [...markers.values()].filter(marker => marker.startsWith('qx'))

  it('is in the export of its customer, all of them, and none of another', async () => {
    const { one, mine, theirs } = await twoCustomers()
    const events = await run(exportTask.run(at, { who: `#${one}` }, nothing, signal))
    const files = events.flatMap(event => (event.type === 'file' ? [event] : []))
    const inRecords = [...mine.markers].filter(([column]) => owns(column)).map(([, marker]) => marker)
    expect(inRecords.length).toBeGreaterThan(35)
    const json = files.find(({ name }) => name === 'customer.json')?.text ?? ''
    const csv = files
      .filter(({ name }) => name.endsWith('.csv'))
      .map(({ text }) => text)
      .join('\n')
    for (const text of [json, csv]) {
      expect(inRecords.filter(marker => !text.includes(marker))).toEqual([])
      expect(found(text, theirs.markers.values())).toEqual([])
    }
    expect(await database.store.db.auditEntry.findMany()).toMatchObject([
      { action: 'customer.export', resource: `{"customerId":${one}}`, place: 'command-line', outcome: 'granted' },
    ])
  })

  it('is gone from every table and file once its customer is erased; the other customer’s are all there and the figures as they were', async () => {
    const { one, mine, theirs } = await twoCustomers()
    const older = await backup('before.backup')
    expect(found(older, texts(mine.markers))).toHaveLength(texts(mine.markers).length)
    const before = await figures()
    expect(found(await dump(), mine.markers.values())).toHaveLength(mine.markers.size)
    const [event] = await run(
      eraseTask.run(at, { who: `#${one}`, confirm: mine.markers.get('Customer.name') ?? '' }, nothing, signal),
    )
    expect(event).toMatchObject({ type: 'done', backups: [{ name: 'before.backup' }] })
    const after = await dump()
    expect(found(after, mine.markers.values())).toEqual([])
    expect(found(after, theirs.markers.values())).toHaveLength(theirs.markers.size)
    expect(await figures()).toEqual(before)
    const fresh = await backup('after.backup')
    expect(found(fresh, mine.markers.values())).toEqual([])
    expect(found(fresh, texts(theirs.markers))).toHaveLength(texts(theirs.markers).length)
    if (database.store.kind === 'embedded') {
      const bytes = await filesOf(database.options.folder)
      expect(found(bytes, texts(mine.markers))).toEqual([])
      expect(found(bytes, texts(theirs.markers)).length).toBe(texts(theirs.markers).length)
    }
  })

  it('is counted by name in the answer, with the other customers who still name the one erased', async () => {
    const { one, mine, other, theirs } = await twoCustomers()
    const name = mine.markers.get('Customer.name') ?? ''
    await database.store.db.customer.update({ where: { id: other }, data: { referrer: name } })
    const [event] = (await run(eraseTask.run(at, { who: `#${one}`, confirm: name }, nothing, signal))) as ErasedEvent[]
    expect(event?.named).toEqual([{ customerId: other, name: theirs.markers.get('Customer.name'), records: 1 }])
    expect(event?.counts).toMatchObject({
      Contact: 1,
      Interaction: 1,
      CareTask: 1,
      Order: 1,
      Ticket: 1,
      Contract: 1,
      OutboxItem: 1,
      InboxItem: 1,
      StoredValue: 1,
    })
    expect(event?.channels).toEqual(['C-1'])
  })

  it('stays where it is when the name is not repeated exactly, and when several have the name', async () => {
    const { one, mine } = await twoCustomers()
    const wrong = await run(eraseTask.run(at, { who: `#${one}`, confirm: 'acme' }, nothing, signal))
    expect(wrong).toMatchObject([{ type: 'refused', why: 'name' }])
    await database.store.db.customer.updateMany({ data: { name: 'Twin' } })
    const several = await run(eraseTask.run(at, { who: 'twin', confirm: 'Twin' }, nothing, signal))
    expect(several).toMatchObject([{ type: 'refused', why: 'several', customers: [{ id: 1 }, { id: 2 }] }])
    expect(found(await dump(), mine.markers.values())).toHaveLength(mine.markers.size)
  })

  const owns = (column: string): boolean =>
    customerTables(rooms).owned.some(({ table, personal }) => personal.some(name => column === `${table}.${name}`))
})

async function filesOf(folder: string): Promise<Buffer> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))
  return Buffer.concat(await Promise.all(files))
}
