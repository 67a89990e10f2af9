import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { localDate } from '../../../src/chat/dates/zone.ts'
import type { FilterField } from '../../../src/chat/filter-field.ts'
import { type Expression, operators, type Term, type Value } from '../../../src/customers/filter/expression.ts'
import { printed } from '../../../src/customers/filter/print.ts'
import { filterFields, readFilter } from '../../../src/customers/filter/read.ts'
import { vocabularyOf } from '../../../src/customers/filter/vocabulary.ts'
import type { Tx } from '../../../src/database/store.ts'
import { features } from '../../../src/features.ts'
import { seed } from '../../harness/seed.ts'
import { useStore } from '../../harness/store.ts'
import { contextFor } from '../speaker.ts'
import { customNames, holds, type ModelCustomer } from './model.ts'
import {
  chance,
  events,
  land,
  likes,
  ownFields,
  plans,
  randomCustomer,
  regions,
  skus,
  stages,
  tags,
  tiers,
} from './random-shop.ts'

const holder = useStore()
const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
const now = new Date('2026-09-16T10:00:00Z')
const zone = 'Asia/Shanghai'
const asked = (tx: Tx) => contextFor(tx, {}, { rooms, now, zone })

/** Every condition on a field that the model knows. */
function termOf(fields: readonly FilterField[]): fc.Arbitrary<Term> {
  const known = fields.filter(
    ({ name }) => !['mine', 'owner', 'industry', 'source', 'rfm', 'recency', 'frequency', 'monetary', 'segment'].includes(name),
  )
  return fc.constantFrom(...known).chain((field): fc.Arbitrary<Term> => {
    if (field.type === 'flag') return fc.constant({ kind: 'term', field })
    const equal = fc.constantFrom<'=' | '!='>('=', '!=')
    const any = fc.constantFrom(...operators)
    const none = fc.record({ operator: equal, value: fc.constant<Value>({ kind: 'none' }) })
    const compared = (operator: fc.Arbitrary<(typeof operators)[number]>, value: fc.Arbitrary<Value>) =>
      fc
        .oneof({ weight: 6, arbitrary: fc.record({ operator, value }) }, { weight: 1, arbitrary: none })
        .map(comparison => ({ kind: 'term' as const, field, comparison }))
    if (field.type === 'text')
      return compared(
        equal,
        textFor(field.name).map(text => ({ kind: 'text', text })),
      )
    if (field.type === 'choice')
      return compared(
        field.ranked ? any : equal,
        fc.constantFrom(...field.options).map(({ value }) => ({ kind: 'option', value })),
      )
    if (field.type === 'number') return compared(any, numberFor(field))
    if (field.type === 'day') return compared(any, dayFor(field.side))
    const subject =
      field.name === 'product' ? fc.constantFrom(...skus, 'desk LAMP', '台灯', 'nothing') : fc.constantFrom(...events, 'never')
    return fc
      .tuple(subject, fc.option(fc.record({ operator: any, value: dayFor('past') })))
      .map(([about, comparison]) => ({ kind: 'term' as const, field, subject: about, ...(comparison && { comparison }) }))
  })
}

function textFor(name: string): fc.Arbitrary<string> {
  const values: Record<string, readonly string[]> = { tag: tags, tier: tiers, stage: stages, region: regions, preference: likes }
  const odd = ['none', 'and', 'tag', '重点且等级', 'x\'); DROP TABLE "Customer"; --', 'a "quoted" \\ 「text」', '%', '_', '(']
  return fc.constantFrom(...(values[name] ?? ['tea', '100%', 'or']), 'VIP', ...odd)
}

function numberFor(field: Extract<FilterField, { type: 'number' }>): fc.Arbitrary<Value> {
  const currency = field.unit === 'money' ? fc.constantFrom(null, 'EUR', 'USD') : fc.constant(null)
  const number =
    field.unit === 'money' ? fc.integer({ min: -500, max: 9_000 }) : fc.integer({ min: 0, max: field.unit ? 100 : 30 })
  return fc.record({ kind: fc.constant('number' as const), number: number.map(String), currency })
}

function dayFor(side: 'past' | 'future' | 'either'): fc.Arbitrary<Value> {
  const ahead = side === 'either' ? fc.boolean() : fc.constant(side === 'future')
  const count = fc.integer({ min: 0, max: 90 })
  const period = fc.record({
    kind: fc.constant('period' as const),
    count,
    unit: fc.constantFrom('day' as const, 'month' as const),
    ahead,
  })
  const dates = [
    { from: '2026-08-03', to: '2026-08-03' },
    { from: '2026-09-01', to: '2026-09-30' },
    { from: '2026-01-01', to: '2026-12-31' },
    { from: '2026-09-16', to: '2026-09-16' },
  ]
  return fc.oneof(
    period,
    fc.constantFrom(...dates).map(date => ({ kind: 'date' as const, ...date })),
  )
}

const expressionOf = (fields: readonly FilterField[]): fc.Arbitrary<Expression> =>
  fc.letrec<{ any: Expression }>(tie => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: termOf(fields) },
      { weight: 1, arbitrary: tie('any').map(part => ({ kind: 'not' as const, part })) },
      {
        weight: 2,
        arbitrary: fc
          .record({
            kind: fc.constantFrom('and' as const, 'or' as const),
            parts: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
          })
          .map(group => group),
      },
    ),
  })).any

/** An expression without its functions. */
const plain = (expression: Expression): unknown =>
  JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'field' ? (value as FilterField).name : value)))

/** The model calls own fields by their keys. */
function named(expression: Expression, keys: ReadonlyMap<string, string>): Expression {
  if (expression.kind === 'not') return { ...expression, part: named(expression.part, keys) }
  if (expression.kind !== 'term') return { ...expression, parts: expression.parts.map(part => named(part, keys)) }
  return { ...expression, field: { ...expression.field, name: keys.get(expression.field.name) ?? expression.field.name } }
}

describe(`filters at random (SEED=${seed})`, () => {
  it('print in both languages and read back as the same, and select whom the same rules select in memory', async () => {
    const random = chance(seed)
    await holder.store.db.team.create({ data: { name: 'Key accounts', zone, locale: 'en', currency: 'EUR' } })
    const owner = await holder.store.db.member.create({
      data: { platform: 'test', ref: 'o', workspace: 'T', name: 'O', locale: 'en', zone },
    })
    await ownFields(holder.store)
    const customers: ModelCustomer[] = Array.from({ length: 40 }, (_, at) => randomCustomer(at + 1, random, now, [owner.id]))
    await land(holder.store, customers)
    const fields = await holder.store.tx(tx => filterFields(asked(tx)))
    const own = await holder.store.db.customField.findMany()
    const keys = new Map(own.map(({ id, key }) => [`custom.${id}`, key]))
    expect([...keys.values()].toSorted()).toEqual(Object.keys(customNames).toSorted())
    const vocabulary = vocabularyOf(fields)
    const day = { today: localDate(now, zone), zone }
    let selected = 0
    await holder.store.tx(tx =>
      fc.assert(
        fc.asyncProperty(expressionOf(fields), fc.constantFrom('en' as const, 'zh-CN' as const), async (expression, locale) => {
          const text = printed(expression, locale, vocabulary)
          fc.pre(text.length <= 500)
          const read = await readFilter(asked(tx), text)
          if (read.kind === 'problem') throw new Error(`${text}: ${JSON.stringify(read.problem.kind)}`)
          expect(plain(read.expression), text).toEqual(plain(expression))
          const rows = await tx.$queryRaw<{ id: number }[]>`SELECT c."id" FROM "Customer" c WHERE ${read.where} ORDER BY 1`
          const expected = customers.filter(customer => holds(named(expression, keys), customer, day)).map(({ id }) => id)
          expect(
            rows.map(({ id }) => id),
            text,
          ).toEqual(expected)
          selected += rows.length
        }),
        { seed, numRuns: Number(process.env.FUZZ_RUNS ?? 150) },
      ),
    )
    // A test in which nothing is ever found would prove nothing.
    expect(selected).toBeGreaterThan(0)
    expect(await holder.store.db.customer.count()).toBe(customers.length)
  })

  it('are read or refused, whatever is typed, and what is read prints back to itself', async () => {
    await ownFields(holder.store)
    const pieces = [
      'and',
      'or',
      'not',
      '且',
      '或',
      '非',
      '不是',
      '(',
      ')',
      '（',
      '）',
      ':',
      '：',
      '=',
      '!=',
      '＞=',
      '<',
      '≥',
      ',',
      '，',
      '"',
      '“',
      '」',
      '\\',
      ' ',
      'tag',
      '标签',
      'vip',
      '等级',
      'A',
      'orders',
      '3',
      '30d',
      '30天',
      '两周',
      '2026-03',
      '1,200',
      '60%',
      '€5k',
      '1.2万',
      'event',
      'login',
      'mine',
      '我的',
      'seats',
      'Trial ends',
      'lastorder',
      '的',
      '\'; DROP TABLE "Customer"; --',
      '\u0000',
      '🦊',
      '\u202e',
      'severity',
      'high',
      'none',
      '@[tom]',
      '+14d',
      ...plans,
    ] // prettier: one list
    const soup = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map(parts => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    await holder.store.tx(async tx => {
      const context = asked(tx)
      await fc.assert(
        fc.asyncProperty(soup, async line => {
          const read = await readFilter(context, line)
          if (read.kind === 'problem') return
          const again = await readFilter(context, printed(read.expression, 'en', read.vocabulary))
          if (again.kind === 'problem' && again.problem.kind === 'too-long') return
          expect(again.kind === 'filter' && plain(again.expression), line).toEqual(plain(read.expression))
        }),
        { seed, numRuns: Number(process.env.FUZZ_RUNS ?? 600) },
      )
    })
  })

  it('cannot be made to say anything else to the database', async () => {
    await ownFields(holder.store)
    await holder.store.db.team.create({ data: { name: 'Key accounts', zone, locale: 'en', currency: 'EUR' } })
    await holder.store.db.customer.create({ data: { name: 'Acme', teamId: 1, tags: ['vip'] } })
    const attempts = [
      "'",
      "''",
      "' OR '1'='1",
      '\'); DELETE FROM "Customer"; --',
      '$1',
      '\\',
      '%',
      '{vip,x}',
      "vip'}'::text[]) OR TRUE --",
      ';',
    ]
    await holder.store.tx(async tx => {
      for (const attempt of attempts)
        for (const field of ['tag', 'tier', 'region', 'owner', 'preference', 'event', 'product', 'note', 'plan']) {
          const read = await readFilter(asked(tx), `${field}:"${attempt.replace(/[\\"]/g, '\\$&')}"`)
          if (read.kind === 'problem') continue
          const rows = await tx.$queryRaw<unknown[]>`SELECT c."id" FROM "Customer" c WHERE ${read.where}`
          expect(rows, `${field}: ${attempt}`).toEqual([])
        }
      expect(await tx.customer.count()).toBe(1)
    })
  })
})
