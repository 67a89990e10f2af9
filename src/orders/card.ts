import { formatDate } from '../chat/dates/format.ts'
import type { CardSection } from '../chat/feature.ts'
import type { Part } from '../chat/message.ts'
import { orderWords } from './messages.ts'

const shown = 3

/** The last orders on the 360 card, with how many there are in all. */
export const ordersCard: CardSection = {
  name: 'orders',
  order: 20,
  async build({ tx, locale, zone, now }, customerId): Promise<Part[]> {
    const words = orderWords(locale)
    const rows = await tx.$queryRaw<
      { orderedAt: Date; amount: string; currency: string; what: string | null; count: number; first: Date }[]
    >`
      SELECT o."orderedAt", o."amount"::text AS amount, o."currency",
             (SELECT string_agg(DISTINCT coalesce(l."name", l."sku"), ', ') FROM "OrderLine" l WHERE l."orderId" = o."id") AS what,
             count(*) OVER ()::int AS count, min(o."orderedAt") OVER () AS first
      FROM "Order" o WHERE o."customerId" = ${customerId} ORDER BY o."orderedAt" DESC, o."id" DESC LIMIT ${shown}`
    const [newest] = rows
    if (!newest) return [{ kind: 'facts', facts: [{ label: words.title, value: [words.none] }], priority: 4 }]
    const list: Part = {
      kind: 'list',
      title: words.title,
      rows: rows.map(({ orderedAt, amount, currency, what }) => ({
        text: [
          `${formatDate(orderedAt, locale, zone, 'short', now)} · `,
          { kind: 'money', amount, currency },
          what ? ` · ${what.slice(0, 120)}` : '',
          amount.startsWith('-') ? ` (${words.returned})` : '',
        ],
      })),
      priority: 6,
    }
    const since = formatDate(newest.first, locale, zone, 'short', now)
    const all: Part[] =
      newest.count > shown ? [{ kind: 'note', text: [`${words.total(newest.count)}${since}`], priority: 3 }] : []
    return [list, ...all]
  },
}
