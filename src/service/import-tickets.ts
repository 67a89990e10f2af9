import { importKind } from '../chat/import-kind.ts'
import { rowReasons } from '../customers/import/cell-messages.ts'
import { integerReader, readWhen, type When, wordReader } from '../customers/import/cells.ts'
import { instantFor, isSameTime } from '../customers/import/clock.ts'
import { clearable, customerColumn, idColumn, textColumn } from '../customers/import/columns.ts'
import { type ImportedFact, landRecords, type RecordRow, type Records, type Written } from '../customers/import/records.ts'
import { serviceReasons } from './messages.ts'
import { type Severity, severities, severityWords } from './words.ts'

interface TicketRow extends RecordRow {
  opened_at?: When
  closed_at?: When | null
  severity?: Severity | null
  subject?: string
  csat?: number | null
}

type Fields = { openedAt: Date; closedAt: Date | null; severity: string; subject: string; csat: number | null }

const longestSubject = 500

const tickets: Records<TicketRow, Fields> = {
  table: 'Ticket',
  columns: ['openedAt', 'closedAt', 'severity', 'subject', 'csat'],
  settle(values, before, { zone }) {
    const subject = values.subject ?? before?.subject
    if (!subject) return { problem: { column: 'subject', reason: rowReasons.missingWhenNew('subject') } }
    const opened = values.opened_at ? instantFor(values.opened_at, zone, before?.openedAt ?? null) : before?.openedAt
    if (!opened) return { problem: { column: 'opened_at', reason: rowReasons.missingWhenNew('opened_at') } }
    const { closed_at } = values
    const closed = closed_at
      ? instantFor(closed_at, zone, before?.closedAt ?? null)
      : closed_at === null
        ? null
        : before?.closedAt
    const times = ordered(values, opened, closed ?? null, zone)
    if (!times) return { problem: { column: 'closed_at', reason: serviceReasons.closedBefore() } }
    return {
      ...times,
      subject,
      severity: values.severity ?? (values.severity === undefined ? before?.severity : null) ?? 'normal',
      csat: (values.csat === undefined ? before?.csat : values.csat) ?? null,
    }
  },
  facts: (written, now) => written.flatMap(ticket => factsOf(ticket, now)),
}

/** Of a bare day nobody knows the hour: on the day it was opened, a ticket is closed no earlier. */
function ordered({ opened_at, closed_at }: TicketRow, openedAt: Date, closedAt: Date | null, zone: string) {
  if (!closedAt || closedAt >= openedAt) return { openedAt, closedAt }
  if (closed_at?.kind === 'day' && isSameTime(closed_at, zone, openedAt.getTime())) return { openedAt, closedAt: openedAt }
  if (opened_at?.kind === 'day' && isSameTime(opened_at, zone, closedAt.getTime())) return { openedAt: closedAt, closedAt }
  return null
}

function factsOf({ id, customerId, before, after }: Written<Fields>, now: Date): ImportedFact[] {
  const { subject, severity, csat, openedAt, closedAt } = after
  const fact = { customerId, refId: id }
  const facts: ImportedFact[] = []
  if (!before) facts.push({ ...fact, kind: 'ticket.opened', at: openedAt, data: { subject, severity } })
  if (closedAt && !before?.closedAt) facts.push({ ...fact, kind: 'ticket.solved', at: closedAt, data: { subject, csat } })
  if (!closedAt && before?.closedAt) facts.push({ ...fact, kind: 'ticket.reopened', at: now, data: { subject } })
  return facts
}

/** Tickets of a help desk. */
export const ticketsImport = importKind<TicketRow>({
  kind: 'tickets',
  title: { en: 'tickets', 'zh-CN': '工单' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the ticket; one that is known changes that ticket' },
    customer_external_id: { ...customerColumn, description: "The customer's external_id; needed when the ticket is new" },
    opened_at: { type: 'instant', description: 'Needed when the ticket is new', read: readWhen },
    closed_at: { type: 'instant', description: 'Not before opened_at; a ticket without is open', read: readWhen, ...clearable },
    severity: {
      type: 'text',
      description: `${severities.join(', ')}, or the Chinese word; normal when left out`,
      read: wordReader(severityWords),
      ...clearable,
    },
    subject: textColumn(longestSubject, 'Needed when the ticket is new'),
    csat: { type: 'number', description: 'How content the customer was, 1 to 5', read: integerReader(1, 5), ...clearable },
  },
  keepsExtra: false,
  land: (bulk, rows, options) => landRecords(bulk, rows, options, tickets),
})
