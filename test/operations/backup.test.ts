import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Team } from '../../src/chat/context.ts'
import type { Workplace } from '../../src/command-line/task.ts'
import { cursorFromText, cursorToText, readActivities } from '../../src/database/activity.ts'
import { listBackups } from '../../src/database/backup/list.ts'
import { load } from '../../src/database/backup/load.ts'
import { migrationsFolder, readMigrations } from '../../src/database/migrations.ts'
import { openStore } from '../../src/database/store.ts'
import { dueTasks } from '../../src/delivery/daily-task.ts'
import { backupTask } from '../../src/operations/backup-task.ts'
import { restoreTask } from '../../src/operations/restore-task.ts'
import { untilFollowable } from '../harness/activities.ts'
import { freshPath } from '../harness/run-folder.ts'
import { temporaryDatabase } from '../harness/store.ts'
import { done, fill, fingerprint, installation, now } from './workplace.ts'

/** Restoring marks what waited, and when it was done. */
const marked = ['OutboxItem', 'InboxItem', 'StoredValue']

let from: Workplace
let to: Workplace
let file: string
let before: Record<string, string>

/** One shop that was backed up and one place to restore it to: making a database is what takes long. */
beforeAll(async () => {
  from = await installation()
  await fill(from)
  await writeFile(join(from.folder.path, 'secret-key'), `${'a'.repeat(43)}\n`)
  before = await fingerprint(from.store, marked)
  file = freshPath('shop.backup')
  expect(await done(backupTask, from, { file })).toMatchObject({ type: 'done', file })
  to = await installation()
})

afterAll(async () => {
  await from.store.close()
  await to.store.close()
})

describe('a backup', { timeout: 120_000 }, () => {
  it('restored into an empty installation is the same in every row and sequence', async () => {
    expect(await done(restoreTask, to, { file, replace: false })).toMatchObject({ type: 'done', before: null, keys: true })
    expect(await fingerprint(to.store, marked)).toEqual(before)
    expect(Number(before.Customer?.split(' ')[0])).toBeGreaterThan(40)
  })

  it('is readable by its owner only, lies in the data folder unless named, and is listed by its date', async () => {
    const at = to
    const written = await done(backupTask, at, { file: null })
    if (written.type !== 'done') throw new Error(written.code)
    expect(written.file).toMatch(/\/backups\/rapport-2026-11-25T10-00-\d\dZ\.backup$/)
    const [listed] = await listBackups(at.folder.backups)
    expect(listed).toEqual({ file: written.file, createdAt: new Date(written.createdAt), bytes: written.bytes })
    expect((await stat(listed?.file ?? '')).mode & 0o777).toBe(0o600)
    expect((await stat(at.folder.backups)).mode & 0o777).toBe(0o700)
  })

  it('holds nothing of rows that were deleted or changed before it', async () => {
    const at = to
    const { id } = await at.store.db.customer.create({ data: { name: 'Canary before', teamId: await team(at) } })
    await at.store.db.customer.update({ where: { id }, data: { name: 'Canary after' } })
    await at.store.db.customer.delete({ where: { id } })
    const file = freshPath('canary.backup')
    await done(backupTask, at, { file })
    expect(gunzipSync(await readFile(file)).includes('Canary')).toBe(false)
  })

  it('never replaces a file', async () => {
    const at = to
    const file = freshPath('mine')
    await writeFile(file, 'mine')
    expect(await done(backupTask, at, { file })).toMatchObject({ type: 'refused', code: 'backup_exists' })
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it('that is interrupted leaves no file', async () => {
    const at = to
    const file = freshPath('interrupted.backup')
    expect(await done(backupTask, at, { file }, AbortSignal.abort())).toMatchObject({ type: 'refused', code: 'interrupted' })
    await expect(stat(file)).rejects.toThrow('ENOENT')
    await expect(stat(`${file}.unfinished`)).rejects.toThrow('ENOENT')
  })
})

describe('restoring', { timeout: 120_000 }, () => {
  it('replaces nothing without being told, and then keeps a backup of what was there', async () => {
    await to.store.db.customer.create({ data: { name: 'Only here', teamId: await team(to) } })
    const there = await fingerprint(to.store)
    expect(await done(restoreTask, to, { file, replace: false })).toMatchObject({ code: 'occupied' })
    expect(await fingerprint(to.store)).toEqual(there)
    const event = await done(restoreTask, to, { file, replace: true })
    expect(await to.store.db.customer.count({ where: { name: 'Only here' } })).toBe(0)
    const safety = event.type === 'done' ? (event.before ?? '') : ''
    expect(await done(restoreTask, to, { file: safety, replace: true })).toMatchObject({ type: 'done' })
    expect(await to.store.db.customer.count({ where: { name: 'Only here' } })).toBe(1)
  })

  it('gives new records ids of their own, and search and foreign keys work', async () => {
    await done(restoreTask, to, { file, replace: true })
    const highest = await to.store.db.customer.aggregate({ _max: { id: true } })
    const made = await to.store.db.customer.create({ data: { name: 'New', teamId: 1 } })
    expect(made.id).toBeGreaterThan(highest._max.id ?? 0)
    await expect(to.store.db.contact.create({ data: { name: 'Nobody', customerId: 999_999 } })).rejects.toThrow()
    const [index] = await to.store.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_indexes WHERE indexname = 'Customer_searchText_idx'`
    expect(index?.count).toBe(1)
  })

  it('refuses what is cut, changed, no backup, or not there, and touches nothing', async () => {
    const there = await fingerprint(to.store)
    const whole = await readFile(file)
    const text = gunzipSync(whole).toString()
    const cases: [string, Buffer | null, string][] = [
      ['half', whole.subarray(0, whole.length / 2), 'backup_damaged'],
      ['last line missing', gzipSync(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)), 'backup_damaged'],
      ['one letter changed', gzipSync(text.replace('Acme Retail', 'Acme Metail')), 'backup_damaged'],
      ['a row less', gzipSync(text.replace(/\n[^\n]*Acme Retail[^\n]*/, '')), 'backup_damaged'],
      ['something after the end', gzipSync(`${text}{}\n`), 'backup_damaged'],
      ['a bit flipped', flipped(whole), 'backup_damaged'],
      ['empty', Buffer.alloc(0), 'backup_damaged'],
      ['text', Buffer.from('hello, this is no backup'), 'backup_unreadable'],
      ['another gzip', gzipSync('{"hello":1}\n'), 'backup_unreadable'],
      ['no file', null, 'backup_unreadable'],
      ['of a newer format', gzipSync(text.replace('"format":1', '"format":2')), 'backup_newer'],
      [
        'of a newer version',
        gzipSync(text.replace(/"migrations":\[/, '$&{"name":"29990101000000_x","checksum":"x"},')),
        'backup',
      ],
    ]
    for (const [name, bytes, code] of cases) {
      const bad = freshPath(name)
      if (bytes) await writeFile(bad, bytes)
      expect([name, await done(restoreTask, to, { file: bad, replace: true })]).toMatchObject([
        name,
        { type: 'refused', code: expect.stringContaining(code) },
      ])
    }
    expect(await fingerprint(to.store)).toEqual(there)
  })

  it('takes up nothing that waited when the backup was made, and repeats no job that was due before', async () => {
    const target = { platform: 'slack', id: 'C1' }
    const queued = { platform: 'slack', place: 'C1', target, message: { text: 'secret' }, notBefore: now, createdAt: now }
    await from.store.db.outboxItem.createMany({
      data: [
        { key: 'waits', ...queued },
        { key: 'on its way', ...queued, state: 'sending' },
        { key: 'was sent', ...queued, state: 'sent' },
      ],
    })
    await from.store.db.inboxItem.create({ data: { key: 'typed', platform: 'slack', payload: {}, receivedAt: now } })
    const waiting = await from.store.db.outboxItem.count({ where: { state: { in: ['pending', 'sending'] } } })
    const waitingFile = freshPath('waiting.backup')
    await done(backupTask, from, { file: waitingFile })
    const event = await done(restoreTask, to, { file: waitingFile, replace: true })
    expect(event).toMatchObject({ messages: waiting, events: 1 })
    const left = await to.store.db.outboxItem.findMany({ where: { errorCode: 'restored' } })
    expect(left.map(({ state, message }) => [state, message])).toEqual(left.map(() => ['unknown', {}]))
    expect(await to.store.db.outboxItem.count({ where: { state: 'sent', key: 'was sent' } })).toBe(1)
    const scopes = {
      teams: async () => [{ ...noon, since: new Date(0) }],
      members: async () => [],
    }
    const jobs = [
      { name: 'early', scope: 'team' as const, workdaysOnly: false, dueAt: () => '09:00', run: async () => {} },
      { name: 'late', scope: 'team' as const, workdaysOnly: false, dueAt: () => '11:00', run: async () => {} },
    ]
    const later = new Date(now.getTime() + 2 * 3_600_000)
    expect((await dueTasks(to.store, jobs, scopes, later)).map(({ job }) => job)).toEqual(['late'])
  })

  it('keeps readers of activities in their place in a database that counts transactions differently', async () => {
    await untilFollowable(from.store)
    const { activities } = await from.store.tx(tx => readActivities(tx, cursorFromText(undefined), 10_000))
    expect(activities.length).toBeGreaterThan(4)
    const third = activities[2]
    if (!third) throw new Error('no third activity')
    // As if this database had run for years.
    await from.store.db.$executeRaw`UPDATE "Activity" SET xid = xid + 4000000000`
    const value = cursorToText({ xid: third.xid + 4_000_000_000n, id: third.id })
    await from.store.db.storedValue.create({ data: { key: 'test.activities', value } })
    const years = freshPath('years.backup')
    await done(backupTask, from, { file: years })
    await done(restoreTask, to, { file: years, replace: true })
    const { customerId } = third
    await to.store.db.activity.create({ data: { customerId, kind: 'logged', at: now, source: 'chat' } })
    await untilFollowable(to.store)
    const stored = await to.store.db.storedValue.findUniqueOrThrow({ where: { key: 'test.activities' } })
    const read = await to.store.tx(tx => readActivities(tx, cursorFromText(String(stored.value)), 10_000))
    expect(read.activities.map(({ id }) => id).slice(0, -1)).toEqual(activities.slice(3).map(({ id }) => id))
    expect(read.activities.at(-1)).toMatchObject({ kind: 'logged' })
    const all = await to.store.tx(tx => readActivities(tx, cursorFromText(undefined), 10_000))
    expect(all.activities).toHaveLength(activities.length + 1)
  })

  it('does the same at a start, for a database that other tools restored', async () => {
    const options = await temporaryDatabase()
    const at = await openStore(options)
    await at.db.storedValue.create({ data: { key: 'test.activities', value: '9000000000:7' } })
    await at.close()
    const again = await openStore(options)
    expect(await again.db.storedValue.findUnique({ where: { key: 'test.activities' } })).toMatchObject({ value: '-1:7' })
    await again.close()
  })

  it("brings an older version's backup up to date", async () => {
    const sql = `ALTER TABLE "Customer" ADD COLUMN "shout" text; UPDATE "Customer" SET shout = upper(name);`
    const later = [...(await readMigrations(migrationsFolder())), { name: '29990101000000_later', sql, checksum: 'x' }]
    const undone = to.store.bulk(async bulk => {
      await load(bulk, file, later)
      const [row] = await bulk.rows(`SELECT shout FROM "Customer" WHERE name = 'Acme Retail Group'`)
      const [last] = await bulk.rows('SELECT max(migration_name) AS name FROM "_prisma_migrations"')
      throw new Error(`undo ${row?.shout} ${last?.name}`)
    })
    await expect(undone).rejects.toThrow('undo ACME RETAIL GROUP 29990101000000_later')
  })

  it('brings the keys back behind those that are there', async () => {
    const keys = join(to.folder.path, 'secret-key')
    await writeFile(keys, `${'b'.repeat(43)}\n`)
    expect(await done(restoreTask, to, { file, replace: true })).toMatchObject({ keys: true })
    expect(await readFile(keys, 'utf8')).toBe(`${'b'.repeat(43)}\n${'a'.repeat(43)}\n`)
    expect(await done(restoreTask, to, { file, replace: true })).toMatchObject({ keys: false })
  })
})

const noon: Team = {
  ...{ id: 1, name: 'Team', zone: 'UTC', locale: 'en', currency: 'EUR', workdays: [1, 2, 3, 4, 5, 6, 7] },
  ...{ digestAt: '09:00', ownOnly: false, digestBand: 'at_risk', digestMin: '0', digestLength: 10, horizonDays: 90 },
  ...{ quietFrom: '18:00', quietUntil: '09:00' },
}

async function team({ store }: Workplace): Promise<number> {
  return (await store.db.team.create({ data: { name: 'Team', zone: 'UTC', locale: 'en', currency: 'EUR' } })).id
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const at = Math.floor(copy.length / 2)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
