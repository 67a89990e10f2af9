import { z } from 'zod'
import type { Task, Workplace } from '../command-line/task.ts'
import { backUp } from '../database/backup/folder.ts'
import type { BackupHeader, KeptFile } from '../database/backup/format.ts'
import { addKeptFile } from '../database/backup/kept-files.ts'
import { load, migrationsOf } from '../database/backup/load.ts'
import { readBackup } from '../database/backup/read.ts'
import { migrationsFolder, readMigrations } from '../database/migrations.ts'
import type { Store } from '../database/store.ts'
import { markRestored } from '../delivery/restored.ts'
import { refusalOf, refused } from './backup-task.ts'

/** `file` is an absolute path; `replace` that what is there may go. */
const order = z.strictObject({ file: z.string().max(4_000), replace: z.boolean() })
export type RestoreOrder = z.infer<typeof order>

const about = z.strictObject({ createdAt: z.iso.datetime(), version: z.string(), customers: z.number() })
const occupied = z.strictObject({ type: z.literal('refused'), code: z.literal('occupied'), customers: z.number(), backup: about })
const done = z.strictObject({
  type: z.literal('done'),
  backup: about,
  /** Where that lies which was there before; null when nothing was. */
  before: z.string().nullable(),
  /** What waited when the backup was made and is not taken up. */
  messages: z.number(),
  events: z.number(),
  /** Keys came back that a running bot does not know before its next start. */
  keys: z.boolean(),
})
const event = z.union([done, occupied, refused])
export type RestoreEvent = z.infer<typeof event>
export type RestoreDone = z.infer<typeof done>

/** Puts a backup's data in the place of all that is there: checked wholly first, then in one transaction. */
export const restoreTask: Task<RestoreOrder, RestoreEvent> = {
  name: 'restore',
  order,
  event,
  async *run(at, { file, replace }, _source, signal) {
    try {
      yield await restore(at, file, replace, signal)
    } catch (error) {
      yield refusalOf(error)
    }
  },
}

async function restore(at: Workplace, file: string, replace: boolean, signal: AbortSignal): Promise<RestoreEvent> {
  const { store, folder, now } = at
  const { head, files, customers } = await check(file)
  const migrations = await readMigrations(migrationsFolder())
  migrationsOf(head, migrations)
  const backup = { createdAt: head.createdAt, version: head.version, customers }
  const there = await inUse(store)
  if (there && !replace) return { type: 'refused', code: 'occupied', customers: there.customers, backup }
  const place = { folder: folder.backups, now: now(), signal }
  const before = there ? await store.snapshot(snapshot => backUp(snapshot, 'before-restore', place)) : null
  const waited = await store.bulk(async bulk => {
    await load(bulk, file, migrations)
    return markRestored(bulk, now())
  })
  const added: boolean[] = []
  for (const kept of files) added.push(await addKeptFile(folder.path, kept))
  return { type: 'done', backup, before: before?.file ?? null, ...waited, keys: added.includes(true) }
}

/** Reads all of it once: a file that is not whole and unchanged must not touch anything. */
async function check(file: string): Promise<{ head: BackupHeader; files: KeptFile[]; customers: number }> {
  let head: BackupHeader | null = null
  let table = ''
  let customers = 0
  const files: KeptFile[] = []
  for await (const part of readBackup(file)) {
    if (part.kind === 'header') head = part
    if (part.kind === 'file') files.push({ file: part.file, text: part.text })
    if (part.kind === 'table') table = part.table
    if (part.kind === 'rows' && table === 'Customer') customers += part.text.split('\n').length - 1
  }
  if (!head) throw new Error('a backup begins with its header')
  return { head, files, customers }
}

/** Null while nobody has used the database: then there is nothing to lose. */
async function inUse(store: Store): Promise<{ customers: number } | null> {
  const customers = await store.db.customer.count()
  const members = await store.db.member.count()
  return customers + members > 0 ? { customers } : null
}
