import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, type Verb } from '../chat/feature.ts'
import { bold, type Message, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { aboutWhom, withClicked, withCustomer } from '../customers/about.ts'
import { addActivity } from '../customers/activity.ts'
import { openButton } from '../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../customers/store.ts'
import type { Ticket } from '../database/generated/client.ts'
import { serviceWords } from './messages.ts'
import { type ShownTicket, ticketColumns, ticketOrder, ticketRow } from './ticket-row.ts'

const shownAtMost = 12

export const ticketVerb: Verb = {
  name: 'ticket',
  words: ['ticket', 'tickets', '工单', '投诉'],
  usage: { en: '/customer ticket acme', 'zh-CN': '/customer 工单 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    return withCustomer(context, await aboutWhom(context, rest), undefined, found =>
      withClicked(context, found.id, 'customer.read', async customer => ({
        kind: 'message',
        message: await ticketsMessage(context, customer),
      })),
    )
  },
}

/** All tickets of a customer, the open ones first, each with its button where the person may. */
async function ticketsMessage(context: Context, customer: CustomerRecord): Promise<Message> {
  const { tx, locale } = context
  const words = serviceWords(locale)
  const tickets = await tx.$queryRaw<(ShownTicket & { total: number })[]>`
    SELECT ${ticketColumns}, (count(*) OVER ())::int AS total FROM "Ticket" WHERE "customerId" = ${customer.id}
    ORDER BY ${ticketOrder} LIMIT ${shownAtMost}`
  const [first] = tickets
  if (!first) return say(locale, words.noTickets(customer.name))
  const may = context.may('interaction.log', customerResource(customer))
  const rows = tickets.map(ticket => ticketRow(context, ticket, may))
  const left = first.total - rows.length
  return {
    locale,
    summary: words.ticketsOf(customer.name),
    parts: [
      { kind: 'heading', text: words.ticketsOf(customer.name) },
      { kind: 'list', rows, ...(left > 0 ? { more: [words.moreTickets(left)] } : {}) },
      { kind: 'actions', actions: [openButton(locale, customer.id)] },
    ],
  }
}

const clicked = z.strictObject({ ticketId: z.int32() })

/** The ticket of a button and its customer, both still there and open to the person; two clicks at once happen one after the other. */
async function withTicket(
  context: Context,
  ticketId: number,
  go: (ticket: Ticket, customer: CustomerRecord) => Promise<Message>,
): Promise<Reply> {
  await context.tx.$queryRaw`SELECT 1 AS locked FROM "Ticket" WHERE "id" = ${ticketId} FOR UPDATE`
  const ticket = await context.tx.ticket.findUnique({ where: { id: ticketId } })
  const customer = ticket && (await customerById(context.tx, ticket.customerId))
  if (!customer) return { kind: 'message', message: say(context.locale, serviceWords(context.locale).ticketGone) }
  context.demand('interaction.log', customerResource(customer))
  return { kind: 'message', message: await go(ticket, customer) }
}

/** Closes a ticket now; the answer can take it back. */
export const closeTicket = action({
  id: 'service.close',
  needs: 'interaction.log',
  value: clicked,
  run: (context, { ticketId }) =>
    withTicket(context, ticketId, async (ticket, customer) => {
      const words = serviceWords(context.locale)
      if (ticket.closedAt) return say(context.locale, words.alreadyClosed(ticket.subject))
      await settle(context, ticket, 'ticket.solved')
      const message = say(context.locale, bold(customer.name), words.closed(ticket.subject))
      const reopen = { action: 'service.reopen', label: words.reopen, value: { ticketId } }
      message.parts.push({ kind: 'actions', actions: [reopen] })
      return message
    }),
})

export const reopenTicket = action({
  id: 'service.reopen',
  needs: 'interaction.log',
  value: clicked,
  run: (context, { ticketId }) =>
    withTicket(context, ticketId, async (ticket, customer) => {
      const words = serviceWords(context.locale)
      if (!ticket.closedAt) return say(context.locale, words.alreadyOpen(ticket.subject))
      await settle(context, ticket, 'ticket.reopened')
      return say(context.locale, bold(customer.name), words.reopened(ticket.subject))
    }),
})

/** Closes or opens it, on the timeline too. */
async function settle({ tx, now, actor }: Context, ticket: Ticket, kind: 'ticket.solved' | 'ticket.reopened'): Promise<void> {
  const { id, customerId, subject, openedAt } = ticket
  // A ticket opened later than now, by the clock of the system it came from, is not closed before it was opened.
  const at = now > openedAt ? now : openedAt
  await tx.ticket.update({ where: { id }, data: { closedAt: kind === 'ticket.solved' ? at : null } })
  const { memberId } = actor
  await addActivity(tx, { customerId, kind, at, memberId, source: 'chat', refId: id, data: { subject } })
}
