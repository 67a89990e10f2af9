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
