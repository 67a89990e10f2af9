import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMissingReference, isNotFound, isWriteConflict } from '../../src/database/errors.ts'
import type { Store, Tx } from '../../src/database/store.ts'
import { openTemporaryStore, testDatabase, useStore } from '../harness/store.ts'

const put = (tx: Tx, key: string, value = 0) => tx.storedValue.create({ data: { key, value } })
const add = async (tx: Tx, key: string) => {
  const row = await tx.storedValue.findUniqueOrThrow({ where: { key } })
  await tx.storedValue.update({ where: { key }, data: { value: Number(row.value) + 1 } })
}

describe('a transaction', () => {
  const base = useStore()

  it('has the isolation it asked for', async () => {
    const level = (tx: Tx) => tx.$queryRaw<{ level: string }[]>`SELECT current_setting('transaction_isolation') AS level`
    expect(await base.store.tx(level, { isolation: 'Serializable' })).toEqual([{ level: 'serializable' }])
    expect(await base.store.tx(level, { isolation: 'RepeatableRead' })).toEqual([{ level: 'repeatable read' }])
    expect(await base.store.tx(level)).toEqual([{ level: 'read committed' }])
  })

  it('loses no update when many change one row at once', async () => {
    await put(base.store.db, 'count')
    await Promise.all(Array.from({ length: 6 }, () => base.store.tx(tx => add(tx, 'count'), { isolation: 'Serializable' })))
    expect((await base.store.db.storedValue.findUniqueOrThrow({ where: { key: 'count' } })).value).toBe(6)
  })

  it('undoes only its inner part when that fails', async () => {
    await base.store.tx(async tx => {
      await put(tx, 'outer')
      const inner = tx.$transaction(async nested => {
        await put(nested, 'inner')
        throw new Error('only me')
      })
      await expect(inner).rejects.toThrow('only me')
      await put(tx, 'after')
    })
    expect((await base.store.db.storedValue.findMany({ orderBy: { key: 'asc' } })).map(row => row.key)).toEqual([
      'after',
      'outer',
    ])
  })

  it('that swallowed a failure is an error, because nothing of it is saved', async () => {
    await put(base.store.db, 'taken')
    const swallowing = base.store.tx(async tx => {
      await put(tx, 'lost')
      await put(tx, 'taken').catch(() => {})
    })
    await expect(swallowing).rejects.toMatchObject({ code: 'transaction_aborted' })
    expect(await base.store.db.storedValue.count()).toBe(1)
    await base.store.tx(tx => put(tx, 'works again'))
  })

  it.runIf(testDatabase === 'embedded')('refuses the outer client, which would wait for itself', async () => {
    const error = await base.store.tx(() => base.store.db.storedValue.count()).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'outer_client_in_transaction' })
    const inBulk = await base.store.bulk(() => base.store.db.storedValue.count()).catch((reason: unknown) => reason)
    expect(inBulk).toMatchObject({ code: 'outer_client_in_transaction' })
    expect(await base.store.db.storedValue.count()).toBe(0)
  })

  it('that waited too long to begin leaves the database usable', async () => {
    await put(base.store.db, 'row')
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const holders = Array.from({ length: testDatabase === 'embedded' ? 1 : 10 }, () =>
      base.store.tx(async tx => {
        await tx.storedValue.count()
        await held
      }),
    )
    const late = base.store.db.$transaction(tx => put(tx, 'late'), { maxWait: 50 })
    await expect(late).rejects.toMatchObject({ code: 'P2028' })
    release()
    await Promise.all(holders)
    await base.store.tx(tx => put(tx, 'next'))
    expect((await base.store.db.storedValue.findMany({ orderBy: { key: 'asc' } })).map(row => row.key)).toEqual(['next', 'row'])
  })

  it('survives a hundred others that wait for their turn', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => base.store.tx(tx => put(tx, `row ${i}`))))
    expect(await base.store.db.storedValue.count()).toBe(100)
  })

  it('tells a missing record from a missing reference', async () => {
    const update = base.store.db.team.update({ where: { id: 99 }, data: { name: 'x' } })
    expect(isNotFound(await update.catch((error: unknown) => error))).toBe(true)
    const create = base.store.db.customer.create({ data: { name: 'x', teamId: 99 } })
    expect(isMissingReference(await create.catch((error: unknown) => error))).toBe(true)
  })
})

describe.runIf(testDatabase === 'postgres')('on Postgres', () => {
  let store: Store
  beforeAll(async () => {
    store = (await openTemporaryStore()).store
  })
  afterAll(() => store.close())

  it('two transactions that wait for each other both succeed in the end', async () => {
    await put(store.db, 'a')
    await put(store.db, 'b')
    let attempts = 0
    let met = () => {}
    const bothHoldOne = new Promise<void>(resolve => {
      met = resolve
    })
    const cross = (first: string, second: string) =>
      store.tx(async tx => {
        await tx.$executeRaw`UPDATE "StoredValue" SET value = to_jsonb(value::int + 1) WHERE key = ${first}`
        attempts += 1
        if (attempts === 2) met()
        if (attempts <= 2) await bothHoldOne
        await tx.$executeRaw`UPDATE "StoredValue" SET value = to_jsonb(value::int + 1) WHERE key = ${second}`
      })
    await Promise.all([cross('a', 'b'), cross('b', 'a')])
    expect(attempts).toBe(3)
    expect((await store.db.storedValue.findMany()).map(row => row.value)).toEqual([2, 2])
  })

  it('a transaction that always loses gives up with a write conflict', async () => {
    await put(store.db, 'contested')
    let attempts = 0
    const losing = store.tx(
      async tx => {
        attempts += 1
        await tx.storedValue.findUniqueOrThrow({ where: { key: 'contested' } })
        await store.tx(rival => add(rival, 'contested'))
        await add(tx, 'contested')
      },
      { isolation: 'Serializable' },
    )
    expect(isWriteConflict(await losing.catch((error: unknown) => error))).toBe(true)
    expect(attempts).toBe(8)
  })
})
