import { describe, expect, it } from 'vitest'
import { isUniqueViolation } from '../../src/database/errors.ts'
import { useStore } from '../harness/store.ts'

const at = new Date('2026-03-29T01:30:00.123Z')
const audit = { at, action: 'read', resource: 'customer', place: 'C1', outcome: 'denied' }

describe('the store', () => {
  const base = useStore()

  it('keeps instants in UTC, whatever the zone of the session', async () => {
    await base.store.db.auditEntry.create({ data: audit })
    const rows = await base.store.db.$queryRaw<{ epoch: number; zone: string }[]>`
      SELECT (extract(epoch FROM at) * 1000)::float8 AS epoch, current_setting('TimeZone') AS zone FROM "AuditEntry"`
    expect(rows).toEqual([{ epoch: at.getTime(), zone: 'UTC' }])
    expect((await base.store.db.auditEntry.findFirst())?.at).toEqual(at)
  })

  it('starts each test empty and counts from 1', async () => {
    expect(await base.store.db.auditEntry.count()).toBe(0)
    expect((await base.store.db.auditEntry.create({ data: audit })).id).toBe(1n)
  })

  it('undoes a whole transaction that fails', async () => {
    const failing = base.store.tx(async tx => {
      await tx.storedValue.create({ data: { key: 'a', value: 1 } })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await base.store.db.storedValue.count()).toBe(0)
  })

  it('recognises a key that exists already, through Prisma, raw SQL and bulk', async () => {
    await base.store.db.inboxItem.create({ data: { key: 'e1', platform: 'slack', payload: {}, receivedAt: at } })
    const again = [
      () => base.store.db.inboxItem.create({ data: { key: 'e1', platform: 'slack', payload: {}, receivedAt: at } }),
      () =>
        base.store.db.$executeRaw`INSERT INTO "InboxItem" (key, platform, payload, "receivedAt") VALUES ('e1', 's', '{}', now())`,
      () =>
        base.store.bulk(bulk =>
          bulk.run(`INSERT INTO "InboxItem" (key, platform, payload, "receivedAt") VALUES ('e1', 's', '{}', now())`),
        ),
    ]
    for (const attempt of again) {
      const error = await attempt().then(
        () => null,
        (reason: unknown) => reason,
      )
      expect(isUniqueViolation(error, 'key')).toBe(true)
      expect(isUniqueViolation(error, 'platform')).toBe(false)
    }
  })
})
