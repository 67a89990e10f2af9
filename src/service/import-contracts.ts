import { importKind } from '../chat/import-kind.ts'
import { rowReasons } from '../customers/import/cell-messages.ts'
import { amountText, readCents, readCurrency, readDayCell, wordReader } from '../customers/import/cells.ts'
import { instantMs } from '../customers/import/clock.ts'
import { clearable, customerColumn, idColumn, textColumn } from '../customers/import/columns.ts'
import { type ImportedFact, landRecords, type RecordRow, type Records, type Written } from '../customers/import/records.ts'
import { serviceReasons } from './messages.ts'
import { type ContractStatus, contractStatuses, contractWords } from './words.ts'

interface ContractRow extends RecordRow {
  starts_at?: string | null
  ends_at?: string
  /** In hundredths. */
  amount?: number | null
  currency?: string | null
  period?: string | null
  status?: ContractStatus | null
}

type Fields = {
  startsAt: Date | null
  endsAt: Date
  /** Decimal text. */
  amount: string | null
  currency: string | null
  period: string | null
  status: string
}

const contracts = (defaultCurrency: string): Records<ContractRow, Fields> => ({
  table: 'Contract',
  columns: ['startsAt', 'endsAt', 'amount', 'currency', 'period', 'status'],
  settle({ starts_at, ends_at, amount, currency, period, status }, before) {
    const endsAt = ends_at === undefined ? before?.endsAt : new Date(ends_at)
    if (!endsAt) return { problem: { column: 'ends_at', reason: rowReasons.missingWhenNew('ends_at') } }
    const startsAt = (starts_at === undefined ? before?.startsAt : starts_at === null ? null : new Date(starts_at)) ?? null
    if (startsAt && startsAt > endsAt) return { problem: { column: 'ends_at', reason: serviceReasons.endsBefore() } }
    const sum = (amount === undefined ? before?.amount : amount === null ? null : amountText(amount)) ?? null
    const named = currency === undefined ? before?.currency : currency
    return {
      startsAt,
      endsAt,
      amount: sum,
      currency: sum === null ? (named ?? null) : (named ?? defaultCurrency),
      period: (period === undefined ? before?.period : period) ?? null,
      status: status ?? (status === undefined ? before?.status : null) ?? 'active',
    }
  },
  facts: (written, now) => written.flatMap(contract => factsOf(contract, now)),
})

function factsOf({ id, customerId, zone, before, after }: Written<Fields>, now: Date): ImportedFact[] {
  const { startsAt, endsAt, status } = after
  const fact = { customerId, refId: id, data: { until: endsAt.toISOString().slice(0, 10) } }
  const facts: ImportedFact[] = []
  if (!before) facts.push({ ...fact, kind: 'contract.signed', at: noonOf(startsAt ?? endsAt, zone, now) })
  else if (status === 'active' && endsAt > before.endsAt) facts.push({ ...fact, kind: 'contract.renewed', at: now })
  if (status === 'cancelled' && before?.status !== 'cancelled')
    facts.push({ ...fact, kind: 'contract.cancelled', at: before ? now : noonOf(endsAt, zone, now) })
  return facts
}

/** Noon of the day where the team is, as orders of a bare day have it; what lies ahead is known from now on. */
function noonOf(day: Date, zone: string, now: Date): Date {
  const noon = new Date(instantMs({ kind: 'day', ms: day.getTime() + 12 * 3_600_000 }, zone))
  return noon < now ? noon : now
}

/** Contracts: until when a customer is bound, which is what a renewal is about. */
export const contractsImport = importKind<ContractRow>({
  kind: 'contracts',
  title: { en: 'contracts', 'zh-CN': '合同' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the contract; one that is known changes that contract' },
    customer_external_id: { ...customerColumn, description: "The customer's external_id; needed when the contract is new" },
    starts_at: { type: 'date', description: 'The first day', read: readDayCell, ...clearable },
    ends_at: { type: 'date', description: 'The last day; needed when the contract is new', read: readDayCell },
    amount: { type: 'number', description: 'What a period costs', read: readCents, ...clearable },
    currency: {
      type: 'text',
      maxLength: 3,
      description: 'ISO 4217; DEFAULT_CURRENCY when left out',
      read: readCurrency,
      ...clearable,
    },
    period: { ...textColumn(40, 'Such as year or month'), ...clearable },
    status: {
      type: 'text',
      description: `${contractStatuses.join(', ')}, or the Chinese word; active when left out`,
      read: wordReader(contractWords),
      ...clearable,
    },
  },
  keepsExtra: false,
  land: (bulk, rows, options) => landRecords(bulk, rows, options, contracts(options.defaultCurrency)),
})
