import { instantOf, localDate } from '../chat/dates/zone.ts'
import { errorCode } from '../chat/errors.ts'
import type { Log } from '../config/log.ts'
import { backUp } from '../database/backup/folder.ts'
import { type ListedBackup, listBackups } from '../database/backup/list.ts'
import type { Store } from '../database/store.ts'

export interface DailyBackupParts {
  store: Store
  /** Where they lie. */
  folder: string
  /** Whose night it is. */
  zone: string
  now(): Date
  log: Log
}

export interface DailyBackups {
  start(): void
  /** Ends a backup that is being written without one, and waits for that. */
  stop(): Promise<void>
  /** Makes the backup of the last night unless it was made; true if it did. */
  tick(): Promise<boolean>
}

/** When hardly anybody waits for an answer: the embedded database gives none while it is read. */
const at = '03:00'
const everyMs = 10 * 60_000

/** Backs the embedded database up each night, or as soon as the bot runs after it, and keeps the newest seven (database/backup/folder.ts). */
export function createDailyBackups(parts: DailyBackupParts): DailyBackups {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let current: Promise<unknown> = Promise.resolve()

  const tick = async (): Promise<boolean> => {
    const now = parts.now()
    const due = lastNight(now, parts.zone)
    const newest = await newestBackup(parts.folder)
    if (newest && newest.createdAt >= due) return false
    try {
      const begun = performance.now()
      const place = { folder: parts.folder, now, signal: stopping.signal }
      await parts.store.snapshot(snapshot => backUp(snapshot, 'daily', place))
      parts.log('info', 'backup.made', { ms: Math.round(performance.now() - begun) })
      return true
    } catch (error) {
      if (!stopping.signal.aborted) parts.log('error', 'backup.failed', { code: errorCode(error) })
      return false
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        current = tick()
      }, everyMs)
    },
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await current
    },
    tick,
  }
}

export const newestBackup = async (folder: string): Promise<ListedBackup | null> => (await listBackups(folder))[0] ?? null

/** The last time it was three o'clock at night. */
function lastNight(now: Date, zone: string): Date {
  const today = instantOf(localDate(now, zone), at, zone)
  return today <= now ? today : new Date(today.getTime() - 24 * 60 * 60_000)
}
