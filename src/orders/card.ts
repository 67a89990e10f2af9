import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import type { Part } from '../chat/message.ts'
import { Prisma } from '../database/generated/client.ts'
import { orderWords } from './messages.ts'

const shown = 3

interface Row {
  orderedAt: string
  amount: string
  currency: string
  what: string | null
  count: number
  first: string
}

/** The last orders on the 360 card, with how many there are in all. */
export const ordersCard = cardSection<Row>({
  name: 'orders',
  order: 20,
  rows: (_context, customerId) => Prisma.sql`
      SELECT o."orderedAt", o."amount"::text AS amount, o."currency",
             (SELECT string_agg(DISTINCT coalesce(l."name", l."sku"), ', ') FROM "OrderLine" l WHERE l."orderId" = o."id") AS what,
             count(*) OVER ()::int AS count, min(o."orderedAt") OVER () AS first
      FROM "Order" o WHERE o."customerId" = ${customerId} ORDER BY o."orderedAt" DESC, o."id" DESC LIMIT ${shown}`,
  show({ locale, zone, now }, rows): Part[] {
    const words = orderWords(locale)
    const [newest] = rows
    if (!newest) return [{ kind: 'facts', facts: [{ label: words.title, value: [words.none] }], priority: 4 }]
    const list: Part = {
      kind: 'list',
      title: words.title,
      rows: rows.map(({ orderedAt, amount, currency, what }) => ({
        text: [
          `${formatDate(new Date(orderedAt), locale, zone, 'short', now)} · `,
          { kind: 'money', amount, currency },
          what ? ` · ${what.slice(0, 120)}` : '',
          amount.startsWith('-') ? ` (${words.returned})` : '',
        ],
      })),
      priority: 6,
    }
    const since = formatDate(new Date(newest.first), locale, zone, 'short', now)
    const all: Part[] =
      newest.count > shown ? [{ kind: 'note', text: [`${words.total(newest.count)}${since}`], priority: 3 }] : []
    return [list, ...all]
  },
})
