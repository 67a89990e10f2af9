import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { bold, type Row } from '../chat/message.ts'
import { Prisma } from '../database/generated/client.ts'
import { serviceWords, severityName } from './messages.ts'
import { severities } from './words.ts'

/** A ticket as a list shows it. */
export interface ShownTicket {
  id: number
  openedAt: string | Date
  closedAt: string | Date | null
  severity: string
  subject: string
  csat: number | null
}

export const ticketColumns = Prisma.sql`"id", "openedAt", "closedAt", "severity", "subject", "csat"`
/** Open ones first and of these the worst, then the latest. */
export const ticketOrder = Prisma.sql`"closedAt" IS NULL DESC,
  CASE WHEN "closedAt" IS NULL THEN array_position(${[...severities]}::text[], "severity") END DESC NULLS LAST, "openedAt" DESC, "id" DESC`

const longestShown = 200

/** Subject, and quieter how bad, since when or when solved, and how content the customer was. `act`: with its button. */
export function ticketRow(
  { locale, zone, now }: Pick<Context, 'locale' | 'zone' | 'now'>,
  ticket: ShownTicket,
  act: boolean,
): Row {
  const words = serviceWords(locale)
  const { id, severity, csat, closedAt, openedAt } = ticket
  const day = (date: string | Date) => formatDate(new Date(date), locale, zone, 'relative', now)
  const when = closedAt ? words.solvedOn(day(closedAt)) : words.openSince(day(openedAt))
  const detail = [severityName(severity, locale), when, ...(csat ? [words.csat(csat)] : [])].join(' · ')
  const characters = [...ticket.subject]
  const subject = characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : ticket.subject
  const button = closedAt
    ? { action: 'service.reopen', label: words.reopen, value: { ticketId: id } }
    : { action: 'service.close', label: words.close, value: { ticketId: id } }
  return { text: [closedAt ? subject : bold(subject)], detail: [detail], ...(act ? { act: [button] } : {}) }
}
