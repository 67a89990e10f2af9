import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

/** Where this process keeps its files: the playground's shop and real data never share a folder. */
export interface DataFolder {
  /** `DATA_DIR/playground` or `DATA_DIR/live`. */
  path: string
  database: string
  /** Address and key of the running bot, for the command line on the same machine. */
  commandLine: string
  backups: string
  /** The key of this installation, when `SECRET_KEY` is not set. */
  secretKey: string
}

/** Makes the folder, readable by its owner only. */
export function openDataFolder(settings: Pick<Settings, 'dataDir' | 'playground'>): DataFolder {
  const folder = dataFolder(settings)
  mkdirSync(folder.path, { recursive: true, mode: 0o700 })
  return folder
}

export function dataFolder(settings: Pick<Settings, 'dataDir' | 'playground'>): DataFolder {
  const path = join(settings.dataDir, settings.playground ? 'playground' : 'live')
  return {
    path,
    database: join(path, 'database'),
    commandLine: join(path, 'command-line.json'),

    backups: join(path, 'backups'),
    secretKey: join(path, 'secret-key'),
  }
}
