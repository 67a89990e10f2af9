import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Backup {
  name: string
  at: Date
}

/** Backups kept in the folder, the newest first: what they hold of a customer erased now, they hold on. */
export async function backupsIn(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(names.map(async name => ({ name, at: (await stat(join(folder, name))).mtime })))
  return found.toSorted((one, other) => other.at.getTime() - one.at.getTime())
}
