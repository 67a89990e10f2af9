import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { rapportVersion } from '../version.ts'
import type { Snapshot } from './dump.ts'
import { readKeptFiles } from './kept-files.ts'
import { type Written, writeBackup } from './write.ts'

/** What a backup was made for; its name begins with it. Those made by themselves are removed when newer ones are there. */
const kept = { rapport: Number.POSITIVE_INFINITY, daily: 7, 'before-restore': 3, 'before-migration': 3 }
export type Occasion = keyof typeof kept

export interface BackupPlace {
  /** `DATA_DIR/live/backups`; beside it lies what else a backup holds. */
  folder: string
  now: Date
  signal?: AbortSignal
}

/** `rapport-2026-11-25T16-52-38Z.backup` */
export const backupName = (occasion: Occasion, at: Date): string =>
  `${occasion}-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`

/** Writes a backup for this occasion into the folder, or to `file`, and then removes older ones of their own kind that are too many. */
export async function backUp(snapshot: Snapshot, occasion: Occasion, place: BackupPlace, file?: string): Promise<Written> {
  const { folder, now, signal } = place
  const files = await readKeptFiles(dirname(folder))
  const about = { version: rapportVersion(), createdAt: now, files }
  const written = await writeBackup(snapshot, file ?? join(folder, backupName(occasion, now)), about, signal)
  await removeOld(folder, occasion)
  return written
}

async function removeOld(folder: string, occasion: Occasion): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const ofOccasion = names.filter(name => name.startsWith(`${occasion}-2`) && name.endsWith('.backup'))
  // The names sort by their time.
  for (const name of ofOccasion.toSorted().toReversed().slice(kept[occasion])) await rm(join(folder, name), { force: true })
}
