import { localDate } from '../../chat/dates/zone.ts'
import { type CellRead, importKind } from '../../chat/import-kind.ts'
import { toCopyRow } from '../../database/bulk.ts'
import type { Bulk } from '../../database/store.ts'
import { contactText } from '../contacts.ts'
import { isEmail, isPhone, limits } from '../fields.ts'
import { problemWorded } from '../problems.ts'
import { type ContactSearch, contactSearch } from '../search-text.ts'
import { rowReasons } from './cell-messages.ts'
import { readDayCell, readYesNo } from './cells.ts'
import { clearable, customerColumn, idColumn, textColumn } from './columns.ts'
import { landRecords, type RecordRow, type Records, type Written } from './records.ts'

interface ContactRow extends RecordRow {
  name?: string
  role?: string | null
  phone?: string | null
  email?: string | null
  birthday?: string | null
  preferences?: string | null
  is_key?: boolean | null
}

type Fields = ContactSearch & {
  name: string
  role: string | null
  phone: string | null
  email: string | null
  birthday: Date | null
  preferences: string | null
  isKey: boolean
}

/** A cell that must look like an e-mail address or a phone number. */
const looking = (column: ReturnType<typeof textColumn>, field: 'email' | 'phone', fits: (text: string) => boolean) => ({
  ...column,
  read(typed: string): CellRead<string> {
    const read = column.read(typed)
    return 'problem' in read || fits(read.value) ? read : { problem: problemWorded(field, field) }
  },
})

const kept = <Value>(given: Value | undefined, before: Value | undefined): Value | null =>
  (given === undefined ? before : given) ?? null

const contacts: Records<ContactRow, Fields> = {
  table: 'Contact',
  columns: ['name', 'role', 'phone', 'email', 'birthday', 'preferences', 'isKey', 'searchText', 'phoneDigits'],
  settle(values, before, { now, zone }) {
    const name = values.name ?? before?.name
    if (!name) return { problem: { column: 'name', reason: rowReasons.missingWhenNew('name') } }
    const { birthday } = values
    if (birthday && birthday > localDate(now, zone))
      return { problem: { column: 'birthday', reason: problemWorded('birthday', 'birthday') } }
    const reached = { name, phone: kept(values.phone, before?.phone), email: kept(values.email, before?.email) }
    return {
      ...reached,
      role: kept(values.role, before?.role),
      birthday: kept(birthday === undefined || birthday === null ? birthday : new Date(birthday), before?.birthday),
      preferences: kept(values.preferences, before?.preferences),
      isKey: kept(values.is_key, before?.isKey) ?? false,
      ...contactSearch(reached),
    }
  },
  facts: (written, now) =>
    written.flatMap(({ id, customerId, before, after }) =>
      before ? [] : [{ customerId, kind: 'contact', at: now, refId: id, data: { name: after.name } }],
    ),
  after: writeHistory,
}

async function writeHistory(bulk: Bulk, written: readonly Written<Fields>[], now: Date): Promise<void> {
  const rows = written.map(({ customerId, before, after }) =>
    toCopyRow([customerId, now, 'import', 'contact', before && contactText(before), contactText(after)]),
  )
  await bulk.copy('Change', ['customerId', 'at', 'source', 'field', 'before', 'after'], [rows.join('')])
}

/** Whom one talks to at a customer, from files and the API. */
export const contactsImport = importKind<ContactRow>({
  kind: 'contacts',
  title: { en: 'contacts', 'zh-CN': '联系人' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the contact; one that is known changes that contact' },
    customer_external_id: { ...customerColumn, description: "The customer's external_id; needed when the contact is new" },
    name: textColumn(limits.text, 'Needed when the contact is new'),
    role: { ...textColumn(limits.text, 'Such as buyer'), ...clearable },
    phone: { ...looking(textColumn(limits.short, 'A number somebody can call'), 'phone', isPhone), ...clearable },
    email: { ...looking(textColumn(limits.email, 'E-mail address'), 'email', isEmail), ...clearable },
    birthday: { type: 'date', description: 'A day that is past', read: readDayCell, ...clearable },
    preferences: { ...textColumn(limits.custom, 'What they like or want'), ...clearable },
    is_key: { type: 'boolean', description: 'Whether it is the key contact; no when left out', read: readYesNo, ...clearable },
  },
  keepsExtra: false,
  land: (bulk, rows, options) => landRecords(bulk, rows, options, contacts),
})
