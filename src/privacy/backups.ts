import { basename } from 'node:path'
import { listBackups } from '../database/backup/list.ts'

export interface Backup {
  name: string
  at: Date
}

/** Backups kept in the folder, the newest first: what they hold of a customer erased now, they hold on. */
export async function backupsIn(folder: string): Promise<Backup[]> {
  return (await listBackups(folder)).map(({ file, createdAt }) => ({ name: basename(file), at: createdAt }))
}
