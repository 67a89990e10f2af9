import { describe, expect, it } from 'vitest'
import { IdSet } from '../../src/imports/id-set.ts'
import { Occurrences } from '../../src/imports/occurrences.ts'
import { createRowKeys } from '../../src/imports/row-key.ts'

describe('the key of a row without an id', () => {
  it('counts identical rows, so that each is its own, and is the same for the same file again', () => {
    const rows = [
      ['C1', '2026-01-01'],
      ['C1', '2026-01-01'],
      ['C1', '2026-01-02'],
      ['C1', '2026-01-01'],
    ]
    const keys = () => rows.map(createRowKeys())
    const first = keys()
    expect(new Set(first).size).toBe(4)
    expect(first.map(key => key.split('-')[2])).toEqual(['1', '2', '1', '3'])
    expect(keys()).toEqual(first)
  })

  it('tells a blank cell from a missing border between cells', () => {
    const keyOf = createRowKeys()
    expect(keyOf(['a', undefined, 'b'])).not.toBe(keyOf(['a', 'b', undefined]))
  })
})

describe('counting occurrences', () => {
  it('agrees with a map over many hashes, also those that differ in one half only', () => {
    const seed = Date.now() % 2 ** 31
    let state = seed
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state
    }
    const table = new Occurrences()
    const map = new Map<string, number>()
    for (let i = 0; i < 20_000; i++) {
      const [high, low] = [next() % 300, (next() % 300) << 20]
      const expected = (map.get(`${high} ${low >>> 0}`) ?? 0) + 1
      map.set(`${high} ${low >>> 0}`, expected)
      expect(table.next(high, low >>> 0), `seed ${seed}`).toBe(expected)
    }
  })
})

describe('a set of ids', () => {
  it('holds what was added and nothing beside it', () => {
    const ids = new IdSet()
    const added = [1, 7, 8, 65_535, 65_536, 2_147_483_647]
    for (const id of added) ids.add(id)
    for (const id of added) expect(ids.has(id)).toBe(true)
    for (const id of [0, 2, 6, 9, 65_534, 65_537, 2_147_483_646]) expect(ids.has(id)).toBe(false)
  })
})
