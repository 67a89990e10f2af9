import { localDate } from '../chat/dates/zone.ts'
import { importKind } from '../chat/import-kind.ts'
import { integerReader, readWhen, type When } from '../customers/import/cells.ts'
import { instantFor } from '../customers/import/clock.ts'
import { clearable, customerColumn, idColumn, textColumn } from '../customers/import/columns.ts'
import { type ImportedFact, landRecords, type RecordRow, type Records, type Written } from '../customers/import/records.ts'

interface EventRow extends RecordRow {
  customer_external_id: string
  at: When
  name: string
  channel?: string | null
  count?: number | null
}

type Fields = { at: Date; name: string; channel: string | null; count: number }

const longest = 100
const most = 1_000_000_000

const events: Records<EventRow, Fields> = {
  table: 'UsageEvent',
  columns: ['at', 'name', 'channel', 'count'],
  settle: ({ at, name, channel, count }, before, { zone }) => ({
    at: instantFor(at, zone, before?.at ?? null),
    name,
    channel: (channel === undefined ? before?.channel : channel) ?? null,
    count: (count === undefined ? before?.count : count) ?? 1,
  }),
  facts: daysOfUse,
}

/** One entry a customer, event and day: hundreds of log-ins would bury everything else on the timeline. */
function daysOfUse(written: readonly Written<Fields>[]): ImportedFact[] {
  const days = new Map<string, ImportedFact & { data: { name: string; count: number } }>()
  for (const { id, customerId, zone, before, after } of written) {
    if (before) continue
    const { at, name, count } = after
    const key = `${customerId} ${localDate(at, zone)} ${name}`
    const day = days.get(key)
    if (!day) days.set(key, { customerId, kind: 'usage', at, refId: id, data: { name, count } })
    else {
      day.data.count += count
      if (at > day.at) day.at = at
    }
  }
  return [...days.values()]
}

/** What customers did that other systems saw: logins, page views, campaign responses. */
export const eventsImport = importKind<EventRow>({
  kind: 'events',
  title: { en: 'events', 'zh-CN': '使用事件' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the event; one that is known changes that event' },
    customer_external_id: { ...customerColumn, required: true },
    at: { type: 'instant', required: true, description: 'When it happened', read: readWhen },
    name: { ...textColumn(longest, 'What happened, such as login'), required: true },
    channel: { ...textColumn(longest, 'Where, such as app or e-mail'), ...clearable },
    count: { type: 'number', description: 'How many at once; 1 when left out', read: integerReader(1, most), ...clearable },
  },
  keepsExtra: false,
  land: (bulk, rows, options) => landRecords(bulk, rows, options, events),
})
