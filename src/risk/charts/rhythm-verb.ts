import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { type LocalDate, localDate } from '../../chat/dates/zone.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../../customers/about.ts'
import { openButton } from '../../customers/messages.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { type BoughtOn, expectedNext, firstShown, orderRhythm } from './rhythm.ts'

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
  const { tx, locale, now } = context
  const text = words(locale)
  const { zone } = await tx.team.findUniqueOrThrow({ where: { id: customer.teamId }, select: { zone: true } })
  const { orders, currency } = await boughtBy(context, customer.id, zone)
  const today = localDate(now, zone)
  const last = orders.at(-1)?.day
  if (last === undefined) return say(locale, text.never(customer.name))
  const recent = orders.filter(({ day }) => day > firstShown(today))
  if (recent.length === 0) return say(locale, text.before(customer.name, formatDate(last, locale, zone, 'short', now)))
  const expected = expectedNext(orders.map(({ day }) => day))
  const chart = orderRhythm({ name: customer.name, orders: recent, currency, expected, today, locale })
  return {
    locale,
    summary: `${chart.title}${locale === 'en' ? '. ' : '：'}${chart.summary}`,
    parts: [
      { kind: 'chart', chart },
      { kind: 'actions', actions: [openButton(locale, customer.id)] },
    ],
  }
}

/**
 * The local days on which the customer bought, net of what came back that day, oldest first, with the amount in the currency of the last.
 * Cost: the customer's orders, by their index.
 */
async function boughtBy(
  { tx, now }: Context,
  customerId: number,
  zone: string,
): Promise<{ orders: BoughtOn[]; currency: string }> {
  const rows = await tx.$queryRaw<{ day: LocalDate; currency: string; amount: number }[]>`
    SELECT to_char("orderedAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day, "currency", sum("amount")::float8 AS amount
    FROM "Order" WHERE "customerId" = ${customerId} AND "orderedAt" <= ${now}
    GROUP BY 1, 2 HAVING sum("amount") > 0 ORDER BY 1, max("orderedAt")`
  const currency = rows.at(-1)?.currency ?? ''
  const days = new Map<LocalDate, number | null>()
  for (const row of rows) days.set(row.day, row.currency === currency ? row.amount : (days.get(row.day) ?? null))
  return { currency, orders: [...days].map(([day, amount]) => ({ day, amount })) }
}
