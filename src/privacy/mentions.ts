import type { Contributions } from '../chat/contributions.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { customerTables, named } from './tables.ts'

/** How others may speak of a customer: by id in buttons, by these words in texts. */
export interface Subject {
  customerId: number
  words: string[]
}

/** Shorter words, and short numbers, stand in too many texts about others. */
function isTelling(word: string): boolean {
  const least = /\p{Script=Han}/u.test(word) ? 2 : /^\d+$/.test(word) ? 7 : 3
  return [...word].length >= least
}

/** The customer's and its contacts' names, numbers, addresses and ids. */
export async function subjectOf(tx: Tx, customerId: number): Promise<Subject> {
  const select = { name: true, phone: true, email: true, externalId: true } as const
  const customer = await tx.customer.findUnique({ where: { id: customerId }, select })
  const contacts = await tx.contact.findMany({ where: { customerId }, select })
  const words = [customer, ...contacts].flatMap(one => Object.values(one ?? {})).filter(word => word !== null && isTelling(word))
  return { customerId, words: [...new Set(words)] as string[] }
}

/** Removes what waits to be sent or answered and mentions the customer; how many rows that were, by table. */
export async function forgetMentions(tx: Tx, rooms: Contributions, subject: Subject, now: Date): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { table, personal, waiting } of customerTables(rooms).mentioning) {
    const content = Prisma.sql`jsonb_build_array(${Prisma.join(personal.map(named))})`
    counts[table] = await tx.$executeRaw`
      DELETE FROM ${named(table)} WHERE NOT (${waiting(now)}) AND ${mentions(content, subject)}`
  }
  return counts
}

/** A word as a pattern of Postgres: anywhere, but for numbers, which are whole: the id T-1 is not found in T-10. */
function pattern(word: string): string {
  const lower = word.toLowerCase()
  const escaped = lower.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  return `${/^\d/.test(lower) ? '(^|[^0-9])' : ''}${escaped}${/\d$/.test(lower) ? '($|[^0-9])' : ''}`
}

/** SQL condition: a JSON value has the customer's id under `customerId`, or one of the words in a text. */
function mentions(content: Prisma.Sql, { customerId, words }: Subject): Prisma.Sql {
  const path = `$.**.customerId ? (@ == ${customerId})`
  const patterns = words.map(pattern)
  return Prisma.sql`(${content} @? ${path}::jsonpath
    OR EXISTS (SELECT 1 FROM jsonb_path_query(${content}, 'strict $.** ? (@.type() == "string")') AS said, unnest(${patterns}::text[]) AS word
               WHERE lower(said #>> '{}') ~ word))`
}

/** Another customer whose own records name one. */
export interface NamedBy {
  customerId: number
  name: string
  records: number
}

/**
 * Other customers whose records name this one, in a referrer, a note, a task..., the most telling first. These are theirs and stay; a person
 * is told where to look. Cost: one pass over each table with texts.
 */
export async function namedBy(tx: Tx, rooms: Contributions, customerId: number, name: string): Promise<NamedBy[]> {
  if (!isTelling(name)) return []
  const tables = customerTables(rooms).owned.filter(({ table, personal, erase }) =>
    erase === 'keep' || table === 'Customer' ? personal.length > 0 && table !== 'Activity' : table === 'Contact',
  )
  const found = tables.map(({ table, personal }) => {
    const id = table === 'Customer' ? Prisma.sql`"id"` : Prisma.sql`"customerId"`
    const text = Prisma.sql`concat_ws(' ', ${Prisma.join(personal.map(column => Prisma.sql`${named(column)}::text`))})`
    return Prisma.sql`SELECT ${id} AS id FROM ${named(table)} WHERE strpos(lower(${text}), ${name.toLowerCase()}) > 0`
  })
  return tx.$queryRaw<NamedBy[]>`
    SELECT c."id" AS "customerId", c."name", count(*)::int AS records
    FROM (${Prisma.join(found, ' UNION ALL ')}) naming JOIN "Customer" c ON c."id" = naming.id
    WHERE c."id" <> ${customerId} AND c."erasedAt" IS NULL
    GROUP BY c."id", c."name" ORDER BY 3 DESC, 1`
}
