import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../../customers/about.ts'
import { openButton } from '../../customers/messages.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { Item } from '../../orders/next/buy-again.ts'
import { dateOfDay, nextPurchases, type PurchasesRow, purchasesSql } from '../../orders/next/customer.ts'
import { nextWords } from '../../orders/next/messages.ts'
import { type Day, daySums, purchaseDays } from '../../orders/next/purchases.ts'
import { type BoughtOn, type Expected, firstShown, orderRhythm } from './rhythm.ts'

const words = wording({
  en: {
    button: 'Order rhythm',
    never: (name: string) => `${name} has no orders on record.`,
    before: (name: string, last: string) => `${name} has no orders in the last 12 months; the last one was on ${last}.`,
  },
  'zh-CN': {
    button: '下单节奏',
    never: (name: string) => `${name}还没有订单记录。`,
    before: (name: string, last: string) => `${name}近 12 个月没有订单，上次下单是${last}。`,
  },
})

export const rhythmVerb: Verb = {
  name: 'rhythm',
  words: ['rhythm', '下单节奏', '节奏'],
  usage: { en: '/customer rhythm acme', 'zh-CN': '/customer 下单节奏 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    const act = ({ id }: CustomerRecord) => [
      { action: rhythmAction.id, label: words(context.locale).button, value: { customerId: id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, ({ id }) => shown(context, id))
  },
}

/** From the list of those whom the name fits. */
export const rhythmAction = action({
  id: 'risk.rhythm',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) => shown(context, customerId),
})

const shown = (context: Context, customerId: number) =>
  withClicked(context, customerId, 'customer.read', async customer => ({
    kind: 'message',
    message: await rhythmMessage(context, customer),
  }))

async function rhythmMessage(context: Context, customer: CustomerRecord): Promise<Message> {
  const { tx, locale, now, zone } = context
  const text = words(locale)
  const [row] = await tx.$queryRaw<PurchasesRow[]>(purchasesSql(customer.id, now))
  const next = row && nextPurchases(row)
  if (!row || !next?.order) return say(locale, text.never(customer.name))
  const today = dateOfDay(row.today)
  const { orders, currency } = boughtOn(row.orders ?? '')
  const recent = orders.filter(({ day }) => day > firstShown(today))
  const last = formatDate(dateOfDay(next.order.last), locale, zone, 'short', now)
  if (recent.length === 0) return say(locale, text.before(customer.name, last))
  const chart = orderRhythm({ name: customer.name, orders: recent, currency, expected: expectedOf(next.order), today, locale })
  const { coverage, notLearned } = nextWords(locale)
  return {
    locale,
    summary: `${chart.title}${locale === 'en' ? '. ' : '：'}${chart.summary}`,
    parts: [
      { kind: 'chart', chart },
      { kind: 'note', text: [next.learnedFrom === null ? notLearned : coverage], priority: 3 },
      { kind: 'actions', actions: [openButton(locale, customer.id)] },
    ],
  }
}

const expectedOf = ({ everyDays, from, until, standing }: Item): Expected | null =>
  everyDays === null ? null : { cycleDays: everyDays, from: dateOfDay(from), to: dateOfDay(until), lapsed: standing === 'lapsed' }

/** The days on which something was bought and kept, with what each came to in the currency of the last. */
function boughtOn(text: string): { orders: BoughtOn[]; currency: string } {
  const kept = new Set(purchaseDays(text))
  const sums = daySums(text).filter(({ day, cents }) => kept.has(day) && cents > 0)
  const currency = sums.at(-1)?.currency ?? ''
  const amounts = new Map<Day, number | null>()
  for (const sum of sums) amounts.set(sum.day, sum.currency === currency ? sum.cents / 100 : (amounts.get(sum.day) ?? null))
  return { currency, orders: [...amounts].map(([day, amount]) => ({ day: dateOfDay(day), amount })) }
}
