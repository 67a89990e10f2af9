import { type CellRead, type ImportOptions, type ImportRow, importKind, type Landed } from '../chat/import-kind.ts'
import { cleanText } from '../customers/fields.ts'
import { cellReasons } from '../customers/import/cell-messages.ts'
import { readWhen, type When, wordReader } from '../customers/import/cells.ts'
import { instantFor } from '../customers/import/clock.ts'
import { clearable, customerColumn, idColumn, textColumn } from '../customers/import/columns.ts'
import { type ImportPeople, readImportPeople } from '../customers/import/people.ts'
import { landRecords, type RecordRow, type Records, type Written } from '../customers/import/records.ts'
import type { Bulk } from '../database/store.ts'
import { clip } from '../tasks/task.ts'
import { type InteractionKind, KINDS, kindFromWords, TAGS } from './kind.ts'
import { readSentiment, type Sentiment } from './sentiment.ts'
import { topicsText } from './topics.ts'

/** One row of an interactions file, read. */
interface InteractionRow extends RecordRow {
  customer_external_id: string
  at: When
  kind?: InteractionKind | null
  by?: string | null
  note: string
  sentiment?: Sentiment | null
}

type Fields = {
  at: Date
  kind: string
  memberId: number | null
  by: string | null
  note: string
  sentiment: string
  topics: string | null
  createdAt: Date
}

/** What a form's input holds. */
const longestNote = 3_000
const longestBy = 200

const moods: Readonly<Record<string, Sentiment>> = {
  good: 'positive',
  happy: 'positive',
  积极: 'positive',
  正面: 'positive',
  满意: 'positive',
  好: 'positive',
  中性: 'neutral',
  一般: 'neutral',
  bad: 'negative',
  unhappy: 'negative',
  消极: 'negative',
  负面: 'negative',
  不满: 'negative',
  差: 'negative',
}

/** What is not said is read from the note, as from a line of `/log`. */
const interactions = (people: ImportPeople): Records<InteractionRow, Fields> => ({
  table: 'Interaction',
  columns: ['at', 'kind', 'memberId', 'by', 'note', 'sentiment', 'topics', 'createdAt'],
  settle({ at: when, kind, by, note, sentiment }, before, { zone, now }) {
    const at = instantFor(when, zone, before?.at ?? null)
    const who = by === undefined ? before : by === null ? null : whoIs(people, by)
    const noteSays = note === before?.note ? before : null
    return {
      at,
      note,
      kind: kind ?? (kind === undefined ? noteSays?.kind : null) ?? kindFromWords(note) ?? 'note',
      sentiment: sentiment ?? (sentiment === undefined ? noteSays?.sentiment : null) ?? readSentiment(note).sentiment,
      topics: noteSays ? noteSays.topics : topicsText(note),
      memberId: who?.memberId ?? null,
      by: who?.by ?? null,
      // Somebody's work of that day, not of the day of the import.
      createdAt: before?.createdAt ?? (at < now ? at : now),
    }
  },
  facts: written =>
    written.flatMap(({ id, customerId, before, after }) => {
      const { at, memberId, kind, sentiment, note } = after
      const data = { kind, sentiment, note: clip(note, 500) }
      return before ? [] : [{ customerId, kind: 'interaction', at, memberId, refId: id, data }]
    }),
  after: touchLastContacts,
})

function whoIs(people: ImportPeople, by: string): Pick<Fields, 'memberId' | 'by'> {
  const found = people.owner(by)
  return 'en' in found ? { memberId: null, by } : { memberId: found.id, by: null }
}

/** The last contact is worked out anew: a changed row may have moved it back, or to another customer. */
async function touchLastContacts(bulk: Bulk, written: readonly Written<Fields>[], now: Date): Promise<void> {
  const ids = new Set(written.flatMap(({ customerId, before }) => (before ? [customerId, before.customerId] : [customerId])))
  await bulk.run(
    `UPDATE "Customer" c SET "lastContactAt" = l.at
     FROM (SELECT k."id", (SELECT max(i."at") FROM "Interaction" i
                           WHERE i."customerId" = k."id" AND i."undoneAt" IS NULL AND i."at" <= $2::timestamptz) AS at
           FROM unnest($1::int[]) AS k("id")) l
     WHERE c."id" = l."id" AND c."lastContactAt" IS DISTINCT FROM l.at`,
    [[...ids], now],
  )
}

/** Several lines, each without invisible characters. */
function readNote(text: string): CellRead<string> {
  const note = text
    .split(/\r\n?|\n/)
    .map(cleanText)
    .join('\n')
    .trim()
  if (!note) return { problem: cellReasons.invisible() }
  return note.length > longestNote ? { problem: cellReasons.long(longestNote) } : { value: note }
}

/** Contacts with customers that other systems know of. */
export const interactionsImport = importKind<InteractionRow>({
  kind: 'interactions',
  title: { en: 'interactions', 'zh-CN': '跟进' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the interaction; one that is known changes that interaction' },
    customer_external_id: { ...customerColumn, required: true },
    at: { type: 'instant', required: true, description: 'When it was', read: readWhen },
    kind: {
      type: 'text',
      description: `${KINDS.join(', ')}, or the Chinese word; read from the note when left out`,
      read: wordReader(TAGS),
      ...clearable,
    },
    by: {
      ...textColumn(longestBy, 'Who: slack:U123, or the name of one colleague; any other name is kept as it is'),
      ...clearable,
    },
    note: { type: 'text', required: true, maxLength: longestNote, description: 'What was said', read: readNote },
    sentiment: {
      type: 'text',
      description: 'positive, neutral or negative; read from the note when left out',
      read: wordReader(moods),
      ...clearable,
    },
  },
  keepsExtra: false,
  land: landInteractions,
})

async function landInteractions(bulk: Bulk, rows: readonly ImportRow<InteractionRow>[], options: ImportOptions): Promise<Landed> {
  return landRecords(bulk, rows, options, interactions(await readImportPeople(bulk)))
}
