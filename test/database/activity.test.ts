import { describe, expect, it, vi } from 'vitest'
import { type ActivityCursor, cursorFromText, cursorToText, firstActivity, readActivities } from '../../src/database/activity.ts'
import type { Tx } from '../../src/database/store.ts'
import { testDatabase, useStore } from '../harness/store.ts'

const at = new Date('2026-01-02T03:04:05Z')

describe('the activity cursor', () => {
  const base = useStore()

  async function customer(): Promise<number> {
    const team = await base.store.db.team.create({ data: { name: 'First', zone: 'UTC', locale: 'en', currency: 'EUR' } })
    return (await base.store.db.customer.create({ data: { name: 'Acme', teamId: team.id } })).id
  }
  const happen = (tx: Tx, customerId: number, kind: string) =>
    tx.activity.create({ data: { customerId, kind, at, source: 'chat', data: { kind } } })
  const read = (cursor: ActivityCursor, limit = 100) => base.store.tx(tx => readActivities(tx, cursor, limit))

  it('gives each activity once, in pieces, in order', async () => {
    const id = await customer()
    for (const kind of ['a', 'b', 'c']) await base.store.tx(tx => happen(tx, id, kind))
    // A transaction of another test, in another database of the same server, holds readers back until it ends.
    await vi.waitFor(async () => expect((await read(firstActivity)).activities).toHaveLength(3))
    const first = await read(firstActivity, 2)
    expect(first.activities).toMatchObject([
      { kind: 'a', customerId: id, at, memberId: null, data: { kind: 'a' } },
      { kind: 'b' },
    ])
    const second = await read(cursorFromText(cursorToText(first.cursor)), 2)
    expect(second.activities.map(activity => activity.kind)).toEqual(['c'])
    expect((await read(second.cursor)).activities).toEqual([])
    expect((await read(second.cursor)).cursor).toEqual(second.cursor)
  })

  it('leaves out what its own transaction wrote until that is committed', async () => {
    const id = await customer()
    await base.store.tx(async tx => {
      await happen(tx, id, 'mine')
      expect((await readActivities(tx, firstActivity, 10)).activities).toEqual([])
    })
    await vi.waitFor(async () => expect((await read(firstActivity)).activities).toHaveLength(1))
  })

  it.runIf(testDatabase === 'postgres')('skips no activity that is committed after a later one', async () => {
    const id = await customer()
    let finish = () => {}
    const mayFinish = new Promise<void>(resolve => {
      finish = resolve
    })
    let wrote = () => {}
    const hasWritten = new Promise<void>(resolve => {
      wrote = resolve
    })
    const slow = base.store.tx(async tx => {
      await happen(tx, id, 'slow')
      wrote()
      await mayFinish
    })
    await hasWritten
    await base.store.tx(tx => happen(tx, id, 'quick'))
    const before = await read(firstActivity)
    expect(before.activities).toEqual([])
    finish()
    await slow
    await vi.waitFor(async () =>
      expect((await read(before.cursor)).activities.map(({ kind }) => kind)).toEqual(['slow', 'quick']),
    )
  })
})

describe('a kept cursor', () => {
  it('starts before everything when there is none', () => {
    expect(cursorFromText(undefined)).toEqual(firstActivity)
  })
})
