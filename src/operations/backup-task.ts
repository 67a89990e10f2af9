import { z } from 'zod'
import { errorCode, RapportError } from '../chat/errors.ts'
import type { Task } from '../command-line/task.ts'
import { backUp } from '../database/backup/folder.ts'

/** `file` is an absolute path; without one the backup goes into the data folder. */
const order = z.strictObject({ file: z.string().max(4_000).nullable() })
export type BackupOrder = z.infer<typeof order>

/** Why nothing was done, for both commands: a stable code and, for failures of the system, what it said. */
export const refused = z.strictObject({ type: z.literal('refused'), code: z.string(), detail: z.string() })
export type Refused = z.infer<typeof refused>

const done = z.strictObject({
  type: z.literal('done'),
  file: z.string(),
  bytes: z.number(),
  createdAt: z.iso.datetime(),
  rows: z.record(z.string(), z.number()),
})
export type BackupDone = z.infer<typeof done>

/** Writes everything the database holds at one moment into one file. */
export const backupTask: Task<BackupOrder, BackupDone | Refused> = {
  name: 'backup',
  order,
  event: z.discriminatedUnion('type', [done, refused]),
  async *run({ store, folder, now }, { file }, _source, signal) {
    const place = { folder: folder.backups, now: now(), signal }
    try {
      const written = await store.snapshot(snapshot => backUp(snapshot, 'rapport', place, file ?? undefined))
      yield { type: 'done', ...written, createdAt: place.now.toISOString() }
    } catch (error) {
      yield refusalOf(error)
    }
  },
}

/** The events travel to another process, so a failure is one of them. */
export function refusalOf(error: unknown): Refused {
  const detail = error instanceof RapportError || isSystem(error) ? error.message : ''
  return { type: 'refused', code: errorCode(error), detail }
}

const isSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error
