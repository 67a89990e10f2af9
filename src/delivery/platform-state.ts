import type { Json } from '../chat/message.ts'
import type { PlatformState } from '../chat/platform.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Store } from '../database/store.ts'

/** The few values a platform keeps, under its own name. */
export function platformState(store: Store, platform: string): PlatformState {
  const keyOf = (key: string): string => `${platform}.${key}`
  return {
    async get(key) {
      const row = await store.db.storedValue.findUnique({ where: { key: keyOf(key) } })
      return row?.value as Json | undefined
    },
    async set(key, value) {
      const kept = value ?? Prisma.JsonNull
      await store.db.storedValue.upsert({
        where: { key: keyOf(key) },
        create: { key: keyOf(key), value: kept },
        update: { value: kept },
      })
    },
  }
}

/** How long what is brief stays: an open form, what the numbers of a list mean. */
export const briefHours = 24
export const briefPrefix = 'brief.'

/** Values that are gone a day after they were set: `delivery-cleaning` takes them out. */
export function briefState(store: Store, platform: string, now: () => Date): PlatformState {
  const lasting = platformState(store, `${briefPrefix}${platform}`)
  return {
    async get(key) {
      const kept = (await lasting.get(key)) as { value: Json } | undefined
      return kept?.value
    },
    set: (key, value) => lasting.set(key, { at: now().toISOString(), value }),
  }
}
