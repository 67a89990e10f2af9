import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readBackup } from './read.ts'

/** A backup that lies in the folder. */
export interface ListedBackup {
  file: string
  /** The moment whose data it holds; of an unreadable file, when it was written. */
  createdAt: Date
  bytes: number
}

/** The backups in a folder, newest first; none when there is no folder. Reads each one's first line, not all of it. */
export async function listBackups(folder: string): Promise<ListedBackup[]> {
  const names = await readdir(folder).catch(() => [])
  const listed = await Promise.all(names.filter(name => name.endsWith('.backup')).map(name => look(join(folder, name))))
  return listed.filter(backup => backup !== null).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

async function look(file: string): Promise<ListedBackup | null> {
  const found = await stat(file).catch(() => null)
  if (!found) return null
  return { file, createdAt: (await createdAt(file)) ?? found.mtime, bytes: found.size }
}

async function createdAt(file: string): Promise<Date | null> {
  try {
    for await (const part of readBackup(file)) return part.kind === 'header' ? new Date(part.createdAt) : null
  } catch {
    // Unreadable; it is listed all the same, for it may hold what somebody looks for.
  }
  return null
}
