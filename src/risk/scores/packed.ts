import { dayNumber, dayText, type LocalDate } from '../../chat/dates/zone.ts'
import type { SignalMoment } from '../../chat/risk-signal.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { type OrderDay, orderDaysOf } from '../model/order-facts.ts'
import { monthsOf } from '../rules/renewal.ts'
import type { Contract, RiskInputs } from '../rules/score.ts'

/** The rows of a SELECT of numbers, texts and JSON, handed over as one JSON value: row by row Prisma takes several times as long. */
export async function readPacked<Row>(tx: Tx, select: Prisma.Sql): Promise<Row[]> {
  const [packed] = await tx.$queryRaw<
    { rows: Row[] | null }[]
  >`SELECT json_agg(row_to_json(packed)) AS rows FROM (${select}) packed`
  return packed?.rows ?? []
}

/** All orders (`o`) of a group as one text for `readOrderDays`; `zone`: an expression for that of the customer's team. */
export const orderDaysText = (zone: Prisma.Sql): Prisma.Sql => Prisma.sql`
  string_agg(((o."orderedAt" AT TIME ZONE ${zone})::date - DATE '1970-01-01') || ' ' || o."amount" || ' ' || o."currency", ',' ORDER BY o."orderedAt")`

/** Reads `day amount currency` of each order, oldest first, joined by commas: what each local day comes to. */
export function readOrderDays(text: string): { days: OrderDay[]; currency: string } {
  if (text === '') return { days: [], currency: '' }
  const orders = text.split(',').map(order => {
    const [day = '', amount = '', currency = ''] = order.split(' ')
    return { day: Number(day), cents: Math.round(Number(amount) * 100), currency }
  })
  return orderDaysOf(orders)
}

/** A contract as the database hands it over. */
export interface ContractText {
  endsOn: string
  cancelled: boolean
  amount: string | null
  currency: string | null
  period: string | null
}

export function readContract({ endsOn, cancelled, amount, currency, period }: ContractText): Contract {
  const months = monthsOf(period) ?? 12
  return { endsOn, cancelled, yearly: amount === null ? null : (Number(amount) * 12) / months, currency }
}

/** A renewal is signed before it begins: contracts that begin within so many days are known. */
export const signedAheadDays = 90

/** `customerId`, `contract` (JSON): of each customer the active contract that ends last, else the last of those that ended; known by the moment. */
export const contractSql = ({ date }: Pick<SignalMoment, 'date'>, which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (k."customerId") k."customerId", jsonb_build_object('endsOn', to_char(k."endsAt", 'YYYY-MM-DD'),
           'cancelled', k."status" = 'cancelled', 'amount', k."amount"::text, 'currency', k."currency", 'period', k."period") AS contract
  FROM "Contract" k WHERE (k."startsAt" IS NULL OR k."startsAt" <= ${date}::date + ${signedAheadDays}::int) AND ${which}
  ORDER BY k."customerId", (k."status" = 'active' AND k."endsAt" >= ${date}::date) DESC, k."endsAt" DESC, k."id" DESC`

/** What a row of scores (`r`) says of orders and contract, as one text: `days first last net first-spend|ends cancelled yearly|currency|team`. */
export const factsSql = Prisma.sql`
  concat_ws(' ', r."orderDays", r."firstOrder" - DATE '1970-01-01', r."lastOrder" - DATE '1970-01-01', r."netSpend", r."firstSpend") || '|' ||
  concat_ws(' ', r."contractEnds", CASE WHEN r."contractEnds" IS NOT NULL THEN r."contractCancelled"::int END, r."contractYearly") || '|' || r."currency" || '|' || r."teamId"`

/** The same text of inputs at hand. */
export function factsText({ orders, contract }: RiskInputs, currency: string, teamId: number): string {
  const ofOrders = orders
    ? `${orders.x + 1} ${orders.lastDay - orders.tx} ${orders.lastDay} ${orders.netSpend.toFixed(2)} ${orders.firstSpend.toFixed(2)}`
    : '0 0.00 0.00'
  const yearly = contract?.yearly == null ? '' : ` ${contract.yearly.toFixed(2)}`
  return `${ofOrders}|${contract ? `${contract.endsOn} ${Number(contract.cancelled)}${yearly}` : ''}|${currency}|${teamId}`
}

/** Reads `factsText` as of a day. */
export function readFacts(text: string, date: LocalDate): Omit<RiskInputs, 'points'> & { currency: string } {
  const [ofOrders = '', ofContract = '', currency = ''] = text.split('|')
  const [days = 0, first = 0, last = 0, netSpend = 0, firstSpend = 0] = ofOrders.split(' ').map(Number)
  const [endsOn, cancelled, yearly] = ofContract.split(' ')
  const T = dayNumber(date) - first
  return {
    orders: days > 0 ? { x: days - 1, tx: last - first, T, netSpend, firstSpend, lastDay: last } : null,
    contract: endsOn ? { endsOn, cancelled: cancelled === '1', yearly: yearly ? Number(yearly) : null, currency } : null,
    currency,
  }
}

/** Dates of the first and last order day. */
export const orderDates = ({ lastDay, tx }: { lastDay: number; tx: number }): [LocalDate, LocalDate] => [
  dayText(lastDay - tx),
  dayText(lastDay),
]
