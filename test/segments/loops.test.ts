import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fact, inOrder, loopFrom, type Mover } from '../../src/segments/own/loops.ts'
import { seed } from '../harness/seed.ts'

const tag = (value: string): Fact => ({ field: 'tag', value })
const stage: Fact = { field: 'stage', value: null }
const mover = (id: number, reads: Fact[], writes: Fact[]): Mover => ({ id, name: `S${id}`, reads, writes })
const way = (start: Mover, movers: readonly Mover[]) =>
  loopFrom(start, movers)?.map(({ from, to }) => `${from.name}>${to.name}`) ?? null

describe('loops between segments', () => {
  it('are found from a segment to itself and over others, by the shortest way; other tags are no loop', () => {
    const own = mover(1, [tag('vip')], [tag('vip')])
    expect(way(own, [own])).toEqual(['S1>S1'])
    const a = mover(1, [tag('trial')], [tag('happy')])
    const b = mover(2, [tag('happy')], [stage])
    const c = mover(3, [stage], [tag('trial')])
    expect(way(a, [a, b])).toBeNull()
    expect(way(a, [a, b, c])).toEqual(['S1>S2', 'S2>S3', 'S3>S1'])
    expect(way(c, [a, b, c])).toEqual(['S3>S1', 'S1>S2', 'S2>S3'])
    const any = mover(4, [{ field: 'tag', value: null }], [tag('trial')])
    expect(way(any, [any, a])).toEqual(['S4>S4'])
  })

  it(`found or not, agree with walking every way (SEED=${seed}), and an order without loops has writers first`, () => {
    const fact = fc.constantFrom<Fact>(tag('a'), tag('b'), tag('c'), { field: 'tag', value: null }, stage, {
      field: 'tier',
      value: null,
    })
    const facts = fc.array(fact, { maxLength: 2 })
    const movers = fc
      .array(fc.tuple(facts, facts), { minLength: 1, maxLength: 6 })
      .map(all => all.map(([reads, writes], id) => mover(id, reads, writes)))
    const moves = (from: Mover, to: Mover) =>
      from.writes.some(w =>
        to.reads.some(r => w.field === r.field && (w.value === null || r.value === null || w.value === r.value)),
      )
    const reaches = (from: Mover, goal: Mover, all: readonly Mover[], seen: readonly Mover[] = []): boolean =>
      all.some(
        next => moves(from, next) && (next === goal || (!seen.includes(next) && reaches(next, goal, all, [...seen, next]))),
      )
    fc.assert(
      fc.property(movers, all => {
        const looped = all.filter(one => reaches(one, one, all))
        for (const one of all) {
          const found = loopFrom(one, all)
          expect(found !== null).toBe(looped.includes(one))
          for (const { from, fact: by, to } of found ?? []) {
            expect(from.writes).toContain(by)
            expect(moves(from, to)).toBe(true)
          }
        }
        const order = inOrder(all)
        expect(order.toSorted((a, b) => a.id - b.id)).toEqual(all)
        if (looped.length > 0) return
        for (const [index, from] of order.entries())
          for (const earlier of order.slice(0, index)) expect(moves(from, earlier)).toBe(false)
      }),
      { seed, numRuns: 500 },
    )
  })
})
