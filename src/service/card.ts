import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import { bold, code, type Inline, type Part, type Row } from '../chat/message.ts'
import { Prisma } from '../database/generated/client.ts'
import { periodName, serviceWords, statusName } from './messages.ts'
import { type ShownTicket, ticketColumns, ticketOrder, ticketRow } from './ticket-row.ts'

interface ContractRow {
  endsAt: string
  amount: string | null
  currency: string | null
  period: string | null
  status: string
}

/** The contract that ends last, on the 360 card. */
export const contractCard = cardSection<ContractRow>({
  name: 'contract',
  order: 25,
  rows: (_context, customerId) => Prisma.sql`
    SELECT to_char("endsAt", 'YYYY-MM-DD') AS "endsAt", trim_scale("amount")::text AS amount, "currency", "period", "status"
    FROM "Contract" WHERE "customerId" = ${customerId} ORDER BY "endsAt" DESC, "id" DESC LIMIT 1`,
  show({ locale, zone, now }, [contract]): Part[] {
    if (!contract) return []
    const words = serviceWords(locale)
    const { endsAt, amount, currency, period, status } = contract
    const [day, away] = (['short', 'relative'] as const).map(style => formatDate(endsAt, locale, zone, style, now))
    const value: Inline[] = [words.until(day ?? '', away ?? '')]
    if (amount && currency) value.push(' · ', { kind: 'money', amount, currency })
    if (amount && currency && period) value.push(` / ${periodName(period, locale)}`)
    if (status !== 'active') value.push(` · ${statusName(status, locale)}`)
    return [{ kind: 'facts', facts: [{ label: words.contract, value }], priority: 6 }]
  },
})

const shownTickets = 4

/** Tickets, the open ones first and of these the worst. */
export const ticketsCard = cardSection<ShownTicket & { open: number; total: number }>({
  name: 'tickets',
  order: 26,
  rows: (_context, customerId) => Prisma.sql`
    SELECT ${ticketColumns}, (count(*) FILTER (WHERE "closedAt" IS NULL) OVER ())::int AS open, (count(*) OVER ())::int AS total
    FROM "Ticket" WHERE "customerId" = ${customerId} ORDER BY ${ticketOrder} LIMIT ${shownTickets}`,
  show(context, tickets, customer): Part[] {
    const [first] = tickets
    if (!first) return []
    const words = serviceWords(context.locale)
    const left = first.total - tickets.length
    const title = first.open ? words.openTickets(first.open) : words.tickets
    const may = context.may('interaction.log', { teamId: customer.teamId })
    const rows = tickets.map((ticket): Row => ticketRow(context, ticket, may && ticket.closedAt === null))
    const who = customer.name.includes(' ') ? `"${customer.name}"` : customer.name
    const command = context.locale === 'en' ? `/customer ticket ${who}` : `/customer 工单 ${who}`
    const more: Inline[] = [words.moreTickets(left), words.moreTicketsWith, code(command)]
    return [{ kind: 'list', title, rows, ...(left > 0 ? { more } : {}), priority: 6 }]
  },
})

const shownEvents = 5
const DAY_MS = 86_400_000

/** How often each thing was done in the last 28 days, beside the 28 before. */
export const usageCard = cardSection<{ name: string; last: number; before: number; names: number }>({
  name: 'usage',
  order: 27,
  rows({ now }, customerId) {
    const [from, middle] = [56, 28].map(days => new Date(now.getTime() - days * DAY_MS))
    return Prisma.sql`
      SELECT "name", coalesce(sum("count") FILTER (WHERE "at" > ${middle}), 0)::float8 AS last,
             coalesce(sum("count") FILTER (WHERE "at" <= ${middle}), 0)::float8 AS before, (count(*) OVER ())::int AS names
      FROM "UsageEvent" WHERE "customerId" = ${customerId} AND "at" > ${from} AND "at" <= ${now}
      GROUP BY "name" ORDER BY sum("count") DESC, "name" LIMIT ${shownEvents}`
  },
  show({ locale }, events): Part[] {
    const [first] = events
    if (!first) return []
    const words = serviceWords(locale)
    const rows = events.map(({ name, last, before }): Row => {
      const change = before > 0 && last !== before ? ` (${signed(Math.round((last / before - 1) * 100))} %)` : ''
      const [count, was] = [last, before].map(number => number.toLocaleString('en'))
      return { text: [bold(name), words.used(count ?? '', was ?? '', change)] }
    })
    const left = first.names - rows.length
    return [{ kind: 'list', title: words.usage, rows, ...(left > 0 ? { more: [words.moreUsage(left)] } : {}), priority: 4 }]
  },
})

const signed = (percent: number): string => (percent > 0 ? `+${percent}` : `−${-percent}`)
