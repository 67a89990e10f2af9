import { randomUUID } from 'node:crypto'
import { errorCode } from '../chat/errors.ts'
import type { Log } from '../config/log.ts'
import type { Store, Tx } from '../database/store.ts'

const key = 'privacy.purge'

/** Asks for the database's files to be cleared of what this transaction deletes. */
export async function requestPurge(tx: Tx): Promise<void> {
  const value = randomUUID()
  await tx.storedValue.upsert({ where: { key }, create: { key, value }, update: { value } })
}

/** Clears the files if that was asked for. What asks meanwhile, or is cut short, is done another time. */
export async function purgeIfRequested(store: Store): Promise<void> {
  const request = await store.db.storedValue.findUnique({ where: { key } })
  if (!request?.value) return
  await store.purge()
  await store.db.storedValue.deleteMany({ where: { key, value: { equals: request.value } } })
}

const everyMs = 60_000

/** Clears the files within a minute of an erase, and at the start what a killed process owed. */
export function startPurging(store: Store, log: Log): { stop(): Promise<void> } {
  let current: Promise<void> | null = null
  const run = (): void => {
    current ??= purgeIfRequested(store)
      .catch((error: unknown) => log('warn', 'privacy.not-purged', { code: errorCode(error) }))
      .finally(() => {
        current = null
      })
  }
  run()
  const timer = setInterval(run, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await current
    },
  }
}
