import { localDate } from '../../../src/chat/dates/zone.ts'
import type { Comparison, Expression, Term } from '../../../src/customers/filter/expression.ts'

/** A customer of a shop in memory; days and instants as the records have them. */
export interface ModelCustomer {
  id: number
  tags: string[]
  tier: string | null
  stage: string | null
  region: string | null
  ownerId: number | null
  createdAt: Date
  leftAt: Date | null
  lastContactAt: Date | null
  preferences: (string | null)[]
  orders: { at: Date; cents: number; currency: string; sku: string | null; product: string | null }[]
  tickets: { openedAt: Date; closedAt: Date | null; severity: string; csat: number | null }[]
  events: { at: Date; name: string }[]
  contracts: { endsOn: string; status: string }[]
  risk: { score: number; band: string; value: number; currency: string } | null
  custom: Record<string, string>
}

export interface Day {
  today: string
  zone: string
}

/** What a filter selects, worked out once more without SQL and without the code under test: one rule a field, written from the README. */
export function holds(expression: Expression, customer: ModelCustomer, day: Day): boolean {
  if (expression.kind === 'term') return termHolds(expression, customer, day)
  if (expression.kind === 'not') return !holds(expression.part, customer, day)
  const each = expression.parts.map(part => holds(part, customer, day))
  return expression.kind === 'and' ? each.every(Boolean) : each.some(Boolean)
}

function termHolds({ field, comparison, subject = '' }: Term, customer: ModelCustomer, day: Day): boolean {
  if (field.type === 'flag') return flag(field.name, customer)
  if (!comparison) return dayOf(field.name, subject, customer, day) !== null
  if (comparison.operator === '!=')
    return !termHolds({ kind: 'term', field, subject, comparison: { ...comparison, operator: '=' } }, customer, day)
  const { value } = comparison
  if (value.kind === 'none') return hasNone(field.name, customer, day)
  if (value.kind === 'text') return hasText(field.name, value.text, customer)
  if (value.kind === 'option') return compareOption(field, comparison, value.value, customer)
  if (value.kind === 'number')
    return numberHolds(numberOf(field.name, value.currency, customer, day), comparison, Number(value.number))
  return dayHolds(dayOf(field.name, subject, customer, day), comparison, day.today)
}

const inBands = (customer: ModelCustomer, ...bands: string[]): boolean =>
  customer.risk !== null && bands.includes(customer.risk.band)

function flag(name: string, customer: ModelCustomer): boolean {
  const flags: Record<string, () => boolean> = {
    left: () => customer.leftAt !== null,
    all: () => true,
    unassigned: () => customer.ownerId === null,
    'at-risk': () => inBands(customer, 'at_risk', 'critical'),
    critical: () => inBands(customer, 'critical'),
    watch: () => inBands(customer, 'watch'),
    healthy: () => inBands(customer, 'healthy'),
  }
  const rule = flags[name]
  if (!rule) throw new Error(`no rule for ${name}`)
  return rule()
}

const has = (text: string | null | undefined, part: string): boolean => text?.toLowerCase().includes(part.toLowerCase()) ?? false
const same = (text: string | null, other: string): boolean => text !== null && text.toLowerCase() === other.toLowerCase()

function hasText(name: string, text: string, customer: ModelCustomer): boolean {
  if (name === 'tag') return customer.tags.some(tag => same(tag, text))
  if (name === 'tier' || name === 'stage') return same(customer[name], text)
  if (name === 'region') return has(customer.region, text)
  if (name === 'preference') return customer.preferences.some(preference => has(preference, text))
  return has(customer.custom[name], text)
}

function hasNone(name: string, customer: ModelCustomer, day: Day): boolean {
  if (name === 'tag') return customer.tags.length === 0
  if (name === 'tier' || name === 'stage' || name === 'region') return customer[name] === null
  if (name === 'owner') return customer.ownerId === null
  if (name === 'preference') return customer.preferences.every(preference => preference === null)
  if (name === 'orders' || name === 'spent') return customer.orders.every(({ cents }) => cents <= 0)
  if (name === 'tickets' || name === 'severity') return customer.tickets.every(({ closedAt }) => closedAt !== null)
  if (name in customNames) return customer.custom[name] === undefined
  if (['csat', 'risk', 'value'].includes(name)) return numberOf(name, null, customer, day) === null
  return dayOf(name, '', customer, day) === null
}

/** The own fields of the shop. */
export const customNames = { Seats: 'number', Plan: 'choice', 'Trial ends': 'date', Paying: 'yes-no', Note: 'text' } as const

const severities = ['low', 'normal', 'high', 'urgent']

function compareOption(field: Term['field'], { operator }: Comparison, value: string, customer: ModelCustomer): boolean {
  if (field.name !== 'severity') return customer.custom[field.name] === value
  const open = customer.tickets.filter(({ closedAt }) => closedAt === null)
  const worst = Math.max(-1, ...open.map(({ severity }) => severities.indexOf(severity)))
  return worst >= 0 && compares(worst, operator, severities.indexOf(value))
}

const local = (at: Date, { zone }: Day): string => localDate(at, zone)
const known = (at: Date, day: Day): boolean => local(at, day) <= day.today

function numberOf(name: string, currency: string | null, customer: ModelCustomer, day: Day): number | null {
  const orders = customer.orders.filter(({ at }) => known(at, day))
  if (name === 'orders') return new Set(orders.filter(({ cents }) => cents > 0).map(({ at }) => local(at, day))).size
  if (name === 'spent') {
    const last = customer.orders.reduce<ModelCustomer['orders'][number] | null>((a, b) => (a && a.at > b.at ? a : b), null)
    const which = currency ?? last?.currency
    return orders.filter(order => order.currency === which).reduce((sum, { cents }) => sum + cents, 0) / 100
  }
  if (name === 'tickets') return customer.tickets.filter(({ closedAt }) => closedAt === null).length
  if (name === 'csat') {
    const when = ({ closedAt, openedAt }: ModelCustomer['tickets'][number]) => (closedAt ?? openedAt).getTime()
    const rated = customer.tickets.filter(({ csat }) => csat !== null).toSorted((a, b) => when(b) - when(a))
    return rated[0]?.csat ?? null
  }
  // 14 %, not 14.000000000000002.
  if (name === 'risk') return customer.risk && Number((customer.risk.score * 100).toPrecision(15))
  if (name === 'value')
    return customer.risk && (currency === null || currency === customer.risk.currency) ? customer.risk.value : null
  return customer.custom[name] === undefined ? null : Number(customer.custom[name])
}

function numberHolds(number: number | null, { operator }: Comparison, other: number): boolean {
  return number !== null && compares(number, operator, other)
}

function compares(a: number | string, operator: Comparison['operator'], b: number | string): boolean {
  if (operator === '=') return a === b
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

function latest(days: string[]): string | null {
  return days.toSorted().at(-1) ?? null
}

function dayOf(name: string, subject: string, customer: ModelCustomer, day: Day): string | null {
  const bought = customer.orders.filter(({ at, cents }) => cents > 0 && known(at, day))
  const days = (instants: (Date | null)[]): string[] => instants.flatMap(at => (at && known(at, day) ? [local(at, day)] : []))
  if (name === 'contact') return customer.lastContactAt && local(customer.lastContactAt, day)
  if (name === 'created') return local(customer.createdAt, day)
  if (name === 'lefton') return customer.leftAt && local(customer.leftAt, day)
  if (name === 'lastorder') return latest(days(bought.map(({ at }) => at)))
  if (name === 'firstorder') return days(bought.map(({ at }) => at)).toSorted()[0] ?? null
  if (name === 'product')
    return latest(days(bought.filter(({ sku, product }) => same(sku, subject) || same(product, subject)).map(({ at }) => at)))
  if (name === 'ticket.opened') return latest(days(customer.tickets.map(({ openedAt }) => openedAt)))
  if (name === 'ticket.solved') return latest(days(customer.tickets.map(({ closedAt }) => closedAt)))
  if (name === 'event') return latest(days(customer.events.filter(event => same(event.name, subject)).map(({ at }) => at)))
  if (name === 'renewal')
    return latest(
      customer.contracts.flatMap(({ endsOn, status }) => (status === 'active' && endsOn >= day.today ? [endsOn] : [])),
    )
  return customer.custom[name] ?? null
}

function dayHolds(date: string | null, { operator, value }: Comparison, today: string): boolean {
  if (date === null) return false
  if (value.kind === 'date')
    return operator === '='
      ? date >= value.from && date <= value.to
      : compares(date, operator, operator === '<' || operator === '>=' ? value.from : value.to)
  if (value.kind !== 'period') throw new Error(`no rule for ${value.kind}`)
  // So far from today, counted on the calendar: the later of two days is the nearer one, looking back.
  const end = moved(today, value.unit, value.ahead ? value.count : -value.count)
  const near = value.ahead ? date >= today : date <= today
  const flip = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=', '!=': '!=' } as const
  const distance = compares(date, value.ahead ? operator : flip[operator], end)
  return operator === '<' || operator === '<=' ? near && distance : distance
}

function moved(today: string, unit: 'day' | 'month', count: number): string {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number)
  if (unit === 'day') return new Date(Date.UTC(year, month - 1, day + count)).toISOString().slice(0, 10)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, last))).toISOString().slice(0, 10)
}
