import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/chat/access.ts'
import { findCustomers, longestPrefix, resolveWho } from '../../src/customers/find.ts'
import { contactSearch, customerSearch } from '../../src/customers/search-text.ts'
import { useStore } from '../harness/store.ts'
import { contextFor } from './speaker.ts'

const holder = useStore()

interface Given {
  name: string
  externalId?: string
  phone?: string
  email?: string
  tags?: string[]
  teamId?: number
  ownerId?: number
}
const shop: Given[] = [
  { name: 'Acme GmbH', externalId: 'C-100', phone: '+49 30 1234567', tags: ['VIP'], ownerId: 1 },
  { name: 'Acme Tools', phone: '030 7654321', email: 'hello@acmetools.example' },
  { name: '知客科技', externalId: 'C-200', phone: '138 0013 8000', teamId: 2 },
  { name: '单晓雯', teamId: 2, ownerId: 2 },
  { name: 'Northwind Traders', tags: ['Key Account'] },
  { name: '100% Pure_Water \\ Ltd' },
]

beforeEach(async () => {
  const { db } = holder.store
  await db.team.createMany({
    data: [
      { name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' },
      { name: '华东', zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' },
    ],
  })
  const member = (ref: string) => ({ platform: 'test', ref, name: ref, workspace: 'w', locale: 'en', zone: 'UTC' })
  await db.member.createMany({ data: [member('sofia'), member('chen')] })
  for (const given of shop) await db.customer.create({ data: { teamId: 1, ...given, ...customerSearch(given) } })
  const anna = { name: 'Anna Becker', phone: '+49 171 555 0199', email: 'anna@acme.example' }
  await db.contact.create({ data: { ...anna, customerId: 1, ...contactSearch(anna) } })
})

const names = (query: string, actor: Partial<Actor> = {}) =>
  holder.store.tx(async tx => (await findCustomers(contextFor(tx, actor), query, 10)).map(match => match.customer.name))

describe('a customer is found', () => {
  it.each([
    ['acme gmbh', 'Acme GmbH'],
    ['ACME GMBH', 'Acme GmbH'],
    ['gmbh acme', 'Acme GmbH'],
    ['ｎｏｒｔｈｗｉｎｄ', 'Northwind Traders'],
    ['thwin', 'Northwind Traders'],
    ['c-100', 'Acme GmbH'],
    ['知客', '知客科技'],
    ['科技', '知客科技'],
    ['技', '知客科技'],
    ['客科技', '知客科技'],
    ['zhike', '知客科技'],
    ['zhi ke ke ji', '知客科技'],
    ['zk', '知客科技'],
    ['zkkj', '知客科技'],
    ['shanxiaowen', '单晓雯'],
    ['danxiao', '单晓雯'],
    ['知可', '知客科技'],
    ['+49 (0)30-1234567', 'Acme GmbH'],
    ['0301234567', 'Acme GmbH'],
    ['4567', 'Acme GmbH'],
    ['+49 30 7654321', 'Acme Tools'],
    ['8000', '知客科技'],
    ['Anna Becker', 'Acme GmbH'],
    ['becker', 'Acme GmbH'],
    ['anna@acme.example', 'Acme GmbH'],
    ['0171 5550199', 'Acme GmbH'],
    ['hello@acmetools.example', 'Acme Tools'],
    ['tag:vip', 'Acme GmbH'],
    ['标签：ＶＩＰ', 'Acme GmbH'],
    ['vip', 'Acme GmbH'],
    ['tag:key account', 'Northwind Traders'],
    ['amce gmbh', 'Acme GmbH'],
    ['nrothwind', 'Northwind Traders'],
    ['northwnd tradrs', 'Northwind Traders'],
    ['100% pure_water \\', '100% Pure_Water \\ Ltd'],
  ])('by %s', async (query, name) => {
    expect((await names(query))[0]).toBe(name)
  })

  it('ranks the exact name before longer ones, and lists both for the common beginning', async () => {
    const { db } = holder.store
    await db.customer.create({ data: { name: 'Acme', teamId: 1, ...customerSearch({ name: 'Acme' }) } })
    expect(await names('acme')).toEqual(['Acme', 'Acme GmbH', 'Acme Tools'])
  })

  it('forgives every single slip of the keyboard in a long word, alone or with another word', async () => {
    const { db } = holder.store
    const made = ['Lalafold Retail GmbH', 'Kawiera Machinery SA', 'Quiathomont Foods AG', 'Chealuphofield Optics Inc']
    for (const name of made) await db.customer.create({ data: { name, teamId: 1, ...customerSearch({ name }) } })
    for (const name of made) {
      const word = name.split(' ')[0]?.toLowerCase() ?? ''
      for (let at = 1; at < word.length - 1; at++) {
        const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
        const swapped = `${before}${after[0]}${letter}${after.slice(1)}`
        const slips = [swapped, `${before}${after}`, `${before}x${letter}${after}`, `${before}x${after}`].filter(
          slip => slip !== word,
        )
        for (const slip of slips) {
          expect(await names(slip), slip).toEqual([name])
          expect(await names(`${slip} ${name.split(' ')[2]}`), slip).toEqual([name])
        }
      }
    }
  })

  it('guesses only when nothing matched', async () => {
    expect(await names('amce')).toEqual(['Acme GmbH', 'Acme Tools'])
    expect(await names('zzzzzz')).toEqual([])
    expect(await names('%%%')).toEqual([])
    expect(await names('%')).toEqual([])
    expect(await names('_')).toEqual([])
    expect(await names('')).toEqual([])
  })
})

describe('only visible customers are found', () => {
  const rep = (team: number, memberId: number): Partial<Actor> => ({ admin: false, memberId, roles: new Map([[team, 'rep']]) })

  it('not those of another team', async () => {
    expect(await names('知客', rep(1, 1))).toEqual([])
    expect(await names('知客', rep(2, 1))).toEqual(['知客科技'])
  })

  it('only one’s own in a team that is set so', async () => {
    await holder.store.db.team.update({ where: { id: 1 }, data: { ownOnly: true } })
    expect(await names('acme', rep(1, 1))).toEqual(['Acme GmbH'])
    expect(await names('acme', { ...rep(1, 1), roles: new Map([[1, 'manager']]) })).toEqual(['Acme GmbH', 'Acme Tools'])
    expect(await names('acme', { ...rep(1, 1), roles: new Map([[1, 'viewer']]) })).toEqual(['Acme GmbH', 'Acme Tools'])
  })

  it('none for an outsider', async () => {
    expect(await names('acme', { outsider: true })).toEqual([])
    expect(await names('acme', { admin: false, memberId: null })).toEqual([])
  })
})

describe('who is meant', () => {
  const resolve = (who: string) => holder.store.tx(async tx => resolveWho(contextFor(tx), who))

  it('is settled by a single match and left open by several', async () => {
    expect(await resolve('“northwind”')).toMatchObject({ kind: 'one', customer: { name: 'Northwind Traders' } })
    expect(await resolve('acme')).toMatchObject({ kind: 'many', customers: [{ name: 'Acme GmbH' }, { name: 'Acme Tools' }] })
    expect(await resolve('zzzzzz')).toEqual({ kind: 'none', who: 'zzzzzz' })
  })

  it('is never settled by a guess', async () => {
    expect(await resolve('nrothwind')).toMatchObject({ kind: 'many', customers: [{ name: 'Northwind Traders' }] })
  })

  it('is a row of the last list, until that row is gone', async () => {
    await holder.store.db.shownList.create({
      data: {
        platform: 'test',
        place: 'dm',
        memberId: 1,
        rows: [
          { kind: 'customer', id: 3 },
          { kind: 'customer', id: 99 },
        ],
        at: new Date('2026-09-16T09:00:00Z'),
      },
    })
    expect(await resolve('1')).toMatchObject({ kind: 'one', customer: { name: '知客科技' } })
    expect(await resolve('2')).toEqual({ kind: 'row-gone', number: 2 })
    expect(await resolve('7')).toEqual({ kind: 'row-gone', number: 7 })
  })

  it('is the longest beginning of a text that names exactly one', async () => {
    const prefix = (text: string) =>
      holder.store.tx(async tx => {
        const found = await longestPrefix(contextFor(tx), text)
        return found && [found.customer.name, found.rest]
      })
    expect(await prefix('acme gmbh called Anna')).toEqual(['Acme GmbH', 'called Anna'])
    expect(await prefix('知客科技今天打电话')).toEqual(['知客科技', '今天打电话'])
    expect(await prefix('acme called Anna')).toBeNull()
    expect(await prefix('nobody knows')).toBeNull()
  })
})
