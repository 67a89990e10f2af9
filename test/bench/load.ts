import { contactSearch, customerSearch } from '../../src/customers/search-text.ts'
import { type CopyValue, toArrayLiteral, toCopyRow } from '../../src/database/bulk.ts'
import type { Bulk, Store } from '../../src/database/store.ts'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS, MARCUS, OLIVIA, SOFIA, TEAM_ID, XIAOWEN } from '../../src/playground/workspace.ts'
import { amountOf, type BenchCustomer, benchShop, daysBefore } from './shop.ts'

export interface Loaded {
  customers: BenchCustomer[]
  orders: number
}

const people = [
  { ref: OLIVIA, name: 'Olivia Hart', locale: 'en', zone: 'Europe/Berlin', admin: true },
  { ref: MARCUS, name: 'Marcus Reed', locale: 'en', zone: 'Europe/London', admin: false },
  { ref: SOFIA, name: 'Sofia Lind', locale: 'en', zone: 'Europe/Berlin', admin: false },
  { ref: XIAOWEN, name: '陈晓雯', locale: 'zh-CN', zone: 'Asia/Shanghai', admin: false },
]

/** Fills an empty, migrated database by COPY: two teams, their people, the shop's customers and all that hangs on them. */
export async function loadShop(store: Store, count: number, now: Date): Promise<Loaded> {
  const customers = [...benchShop(count)]
  const at = now.toISOString()
  return store.bulk(async bulk => {
    await peopleAndTeams(bulk, at)
    const copy = <T>(table: string, columns: string[], from: Iterable<T>, row: (each: T) => CopyValue[]): Promise<number> =>
      bulk.copy(table, columns, rowsOf(from, row))
    await copy('Customer', customerColumns, customers, each => customerRow(each, at))
    const contacts = customers.flatMap(({ id, contacts }) => contacts.map(each => ({ id, each })))
    await copy('Contact', ['customerId', 'name', 'phone', 'searchText', 'phoneDigits', 'createdAt'], contacts, ({ id, each }) => {
      const search = contactSearch(each)
      return [id, each.name, each.phone, search.searchText, search.phoneDigits, at]
    })
    const orders = customers.flatMap(({ id, team, orderDays }) => orderDays.map((days, index) => ({ id, team, days, index })))
    await copy('Order', ['externalId', 'customerId', 'orderedAt', 'amount', 'currency', 'createdAt'], orders, each => [
      `${each.id}-${each.index}`,
      each.id,
      daysBefore(now, each.days, each.id),
      amountOf(each.id, each.index),
      each.team === 1 ? 'EUR' : 'CNY',
      at,
    ])
    await bulk.run(
      `INSERT INTO "OrderLine" ("orderId", sku, name, amount) SELECT id, 'S' || id % 40, 'Product ' || id % 40, amount FROM "Order"`,
    )
    await interactionsAndTasks(bulk, customers, now)
    await bulk.run(`SELECT setval(pg_get_serial_sequence('"Customer"', 'id'), ${count})`)
    return { customers, orders: orders.length }
  })
}

async function peopleAndTeams(bulk: Bulk, at: string): Promise<void> {
  const copy = (table: string, columns: string[], rows: CopyValue[][]) => bulk.copy(table, columns, rows.map(toCopyRow))
  await copy(
    'Team',
    ['name', 'zone', 'locale', 'currency', 'createdAt'],
    [
      ['Key accounts', 'Europe/Berlin', 'en', 'EUR', at],
      ['华东客户部', 'Asia/Shanghai', 'zh-CN', 'CNY', at],
    ],
  )
  await copy(
    'Member',
    ['platform', 'ref', 'workspace', 'name', 'locale', 'zone', 'isPlatformAdmin', 'syncedAt', 'createdAt'],
    people.map(({ ref, name, locale, zone, admin }) => ['slack', ref, TEAM_ID, name, locale, zone, admin, at, at]),
  )
  await copy(
    'TeamRole',
    ['memberId', 'teamId', 'role'],
    [
      [2, 1, 'manager'],
      [2, 2, 'manager'],
      [3, 1, 'rep'],
      [4, 2, 'rep'],
    ],
  )
  await copy(
    'Channel',
    ['platform', 'ref', 'name', 'kind', 'teamId'],
    [
      ['slack', KEY_ACCOUNTS, 'key-accounts', 'internal', 1],
      ['slack', CUSTOMER_CARE_ZH, '客户关怀', 'internal', 2],
    ],
  )
}

const customerColumns = [
  ...['id', 'externalId', 'name', 'phone', 'email', 'tier', 'stage', 'ownerId', 'teamId', 'industry', 'tags'],
  ...['searchText', 'pinyin', 'initials', 'phoneDigits', 'lastContactAt', 'createdAt', 'updatedAt'],
]

function customerRow(customer: BenchCustomer, at: string): CopyValue[] {
  const { id, externalId, name, phone, team, industry, tags, interactionDays } = customer
  const email = `contact@b${id}.example`
  const search = customerSearch({ name, phone, email, externalId })
  const lastContact = interactionDays.length > 0 ? daysBefore(new Date(at), Math.min(...interactionDays), id) : null
  return [
    ...[id, externalId, name, phone, email, ['A', 'B', 'C'][id % 3] ?? null, 'customer', team === 1 ? 3 : 4, team, industry],
    ...[toArrayLiteral(tags), search.searchText, search.pinyin, search.initials, search.phoneDigits, lastContact, at, at],
  ]
}

async function interactionsAndTasks(bulk: Bulk, customers: readonly BenchCustomer[], now: Date): Promise<void> {
  const interactions = customers.flatMap(({ id, team, interactionDays }) => interactionDays.map(days => ({ id, team, days })))
  await bulk.copy(
    'Interaction',
    ['customerId', 'at', 'kind', 'memberId', 'note', 'sentiment'],
    rowsOf(interactions, ({ id, team, days }) => {
      const note = team === 1 ? 'Called about the next delivery, wants a quote' : '电话沟通下一批交货，要报价'
      return [id, daysBefore(now, days, id), 'call', team === 1 ? 3 : 4, note, 'neutral']
    }),
  )
  await bulk.copy(
    'CareTask',
    ['customerId', 'teamId', 'title', 'dueOn', 'assigneeId', 'cause'],
    rowsOf(
      customers.filter(({ id }) => id % 10 === 0),
      ({ id, team }) => [id, team, 'Send the quote', daysBefore(now, (id % 9) - 4, 0), team === 1 ? 3 : 4, 'manual'],
    ),
  )
}

/** Rows as text in chunks, so that a million of them are neither one string nor a million writes. */
function* rowsOf<T>(from: Iterable<T>, row: (each: T) => CopyValue[]): Generator<string> {
  let chunk = ''
  for (const each of from) {
    chunk += toCopyRow(row(each))
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}
