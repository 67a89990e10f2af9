import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import type { Fact, Inline, Part } from '../chat/message.ts'
import { Prisma } from '../database/generated/client.ts'
import { serviceWords } from './messages.ts'

interface Row {
  endsAt: string | null
  amount: string | null
  currency: string | null
  tickets: string[] | null
}

/** The running contract and the open tickets on the 360 card; nothing when there is neither. */
export const serviceCard = cardSection<Row>({
  name: 'service',
  order: 25,
  rows: (_context, customerId) => Prisma.sql`
      SELECT to_char(k."endsAt", 'YYYY-MM-DD') AS "endsAt", trim_scale(k."amount")::text AS amount, k."currency",
             (SELECT array_agg("subject" ORDER BY "openedAt" DESC) FROM "Ticket" WHERE "customerId" = ${customerId} AND "closedAt" IS NULL) AS tickets
      FROM (SELECT 1) one LEFT JOIN LATERAL (
        SELECT * FROM "Contract" WHERE "customerId" = ${customerId} ORDER BY "endsAt" DESC LIMIT 1) k ON true`,
  show({ locale, zone, now }, [row]): Part[] {
    const words = serviceWords(locale)
    const facts: Fact[] = []
    if (row?.endsAt) {
      const money: Inline[] =
        row.amount && row.currency ? [' · ', { kind: 'money', amount: row.amount, currency: row.currency }] : []
      facts.push({ label: words.contract, value: [words.until(formatDate(row.endsAt, locale, zone, 'short', now)), ...money] })
    }
    if (row?.tickets)
      facts.push({ label: words.tickets, value: [`${row.tickets.length}: ${row.tickets.slice(0, 3).join('; ').slice(0, 300)}`] })
    return facts.length > 0 ? [{ kind: 'facts', facts, priority: 6 }] : []
  },
})
