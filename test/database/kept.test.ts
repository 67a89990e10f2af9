import { describe, expect, it } from 'vitest'
import { Prisma } from '../../src/database/generated/client.ts'
import { kept, keptName } from '../../src/database/kept.ts'
import type { Tx } from '../../src/database/store.ts'
import { useStore } from '../harness/store.ts'

const holder = useStore()
const unmarked = Prisma.empty

const divided = (tx: Tx, by: number) => tx.$queryRaw<{ result: number }[]>`${kept} SELECT 10 / ${by}::int AS result`
const keys = () => holder.store.db.$queryRaw<{ key: string }[]>`${kept} SELECT key FROM "StoredValue" ORDER BY key`
const put = (tx: Tx, key: string) =>
  tx.$executeRaw`${kept} INSERT INTO "StoredValue" (key, value) VALUES (${key}, ${'{}'}::jsonb)`

describe('a kept statement', () => {
  it('answers each time for what it is given, alone and in a transaction, also many at once', async () => {
    const { db, tx } = holder.store
    expect([await divided(db, 2), await divided(db, 5), await tx(inside => divided(inside, 1))]).toEqual(
      [5, 2, 10].map(result => [{ result }]),
    )
    const answers = await Promise.all([1, 2, 5, 10].map(by => divided(db, by)))
    expect(answers.flat().map(row => row.result)).toEqual([10, 5, 2, 1])
  })

  it('reads and writes values as other statements do', async () => {
    const at = new Date('2026-03-31T10:00:00.123Z')
    const values = (tx: Tx, mark: typeof kept) =>
      tx.$queryRaw`${mark} SELECT ${at}::timestamptz AS at, ${null}::text AS nothing, ${[1, 2]}::int[] AS list, ${'知客 \\'}::text AS text,
        5::bigint AS big, 1.50::numeric AS money, ${'{"a":1}'}::jsonb AS json, ${true}::boolean AS flag, ${1.5}::float8 AS number`
    const { db } = holder.store
    const [plain, once, again] = [await values(db, unmarked), await values(db, kept), await values(db, kept)]
    expect(once).toEqual(plain)
    expect(again).toEqual(plain)
    expect(await put(db, 'a')).toBe(1)
  })

  it('that fails tells why and works the next time', async () => {
    const { db, tx } = holder.store
    await expect(divided(db, 0)).rejects.toMatchObject({ code: 'P2010' })
    expect(await divided(db, 2)).toEqual([{ result: 5 }])
    await expect(db.$queryRaw`${kept} SELECT nothing`).rejects.toMatchObject({ code: 'P2010' })
    await expect(tx(inside => divided(inside, 0))).rejects.toMatchObject({ code: 'P2010' })
    expect(await tx(inside => divided(inside, 2))).toEqual([{ result: 5 }])
  })

  it('is undone with its transaction, and is still there afterwards', async () => {
    const undone = holder.store.tx(async tx => {
      await put(tx, 'undone')
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    expect(await keys()).toEqual([])
    await holder.store.tx(tx => put(tx, 'done'))
    expect(await keys()).toEqual([{ key: 'done' }])
  })

  it('has a name of its own, and no other statement has one', () => {
    const [one, other] = [`${kept.sql} SELECT 1`, `${kept.sql} SELECT 2`]
    expect(keptName(one)).toMatch(/^kept_\w+$/)
    expect(keptName(one)).toBe(keptName(one))
    expect(keptName(one)).not.toBe(keptName(other))
    expect(keptName('SELECT 1')).toBeNull()
  })
})
