import type { Context } from '../chat/context.ts'
import { takeChannel } from '../chat/mention.ts'
import { shownRow } from '../chat/shown-list.ts'
import type { Prisma } from '../database/generated/client.ts'
import { kept } from '../database/kept.ts'
import type { Tx } from '../database/store.ts'
import { type MatchKind, waysToFind, waysToGuess } from './find-sql.ts'
import { customerQuery } from './query.ts'
import { type CustomerRecord, customerById, customerResource, recordColumns, recordJoins, recordOf, visible } from './store.ts'

export type { MatchKind } from './find-sql.ts'

export interface CustomerMatch {
  customer: CustomerRecord
  /** Higher is surer: 90 and up names the customer exactly, below 45 is a guess. */
  score: number
  how: MatchKind
  /** The contact through whom it was found. */
  via: string | null
}

export type Resolved =
  | { kind: 'one'; customer: CustomerRecord }
  /** Best first. At most `pickLimit`, one more when there are others. `guess`: nothing matched, these are near; `slip`: by one slip of the keyboard. */
  | { kind: 'many'; customers: CustomerRecord[]; guess: boolean; slip: boolean }
  | { kind: 'none'; who: string }
  /** The number of the last list means nothing (any more). */
  | { kind: 'row-gone'; number: number }

/** Rows of a pick list. */
export const pickLimit = 10

/** Scores from here name one customer exactly. */
const exactScore = 90
const surestGuess = 45
/** Whole words and prefixes, not letters in the middle of a name. */
const wordScore = 55

/** Customers this person may see, best first, at most `limit`. Guesses (kinds `slip`, `similar`) only when nothing matched. */
export async function findCustomers(
  context: Context,
  typed: string,
  limit: number,
  options: { guess?: boolean } = {},
): Promise<CustomerMatch[]> {
  const query = customerQuery(typed)
  const scope = visible(context)
  const ways = waysToFind(query, scope)
  await prepare(context.tx)
  const found = ways ? await ranked(context, ways, limit) : []
  if (found.length || options.guess === false) return found
  const guesses = waysToGuess(query, scope)
  if (!guesses.length) return []
  for (const guess of guesses) {
    const near = await ranked(context, guess, limit)
    if (near.length) return near
  }
  return []
}

const prepared = new WeakSet<Tx>()

/**
 * For the rest of the transaction statements are planned once, without their values, and by index: planning a search takes longer than
 * searching. And the default similarity of 0.6 misses one slip in a word of eight letters.
 */
async function prepare(tx: Tx): Promise<void> {
  if (prepared.has(tx)) return
  await tx.$executeRaw`${kept} SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('pg_trgm.word_similarity_threshold', '0.45', true)`
  prepared.add(tx)
}

async function ranked(context: Context, ways: Prisma.Sql, limit: number): Promise<CustomerMatch[]> {
  const me = context.actor.memberId
  const rows = await context.tx.$queryRaw<
    (Parameters<typeof recordOf>[0] & { score: number; how: MatchKind; via: string | null })[]
  >`${kept}
    WITH hits AS (${ways}),
    best AS (SELECT DISTINCT ON ("id") * FROM hits ORDER BY "id", score DESC)
    SELECT ${recordColumns}, best.score, best.how, best.via
    FROM best JOIN "Customer" c ON c."id" = best."id" ${recordJoins}
    ORDER BY best.score DESC, (c."ownerId" IS NOT DISTINCT FROM ${me}::int) DESC, c."leftAt" IS NOT NULL, length(c."name"), c."id"
    LIMIT ${limit}`
  return rows.map(({ score, how, via, ...row }) => ({ customer: recordOf(row), score, how, via }))
}

/** The customer that a list of matches means: the only one, or the only one named exactly. Guesses never are. */
export function meantBy(matches: readonly CustomerMatch[]): CustomerRecord | null {
  const [first, second] = matches
  if (!first || first.score < surestGuess) return null
  if (!second) return first.customer
  return first.score >= exactScore && first.score > second.score ? first.customer : null
}

/**
 * Whom somebody means by what they typed: a number of the list last shown, a linked channel, or anything `findCustomers` takes.
 * Nothing typed means the customer this channel is linked to.
 */
export async function resolveWho(context: Context, who: string): Promise<Resolved> {
  const typed = who.trim()
  if (!typed) return (await linkedCustomer(context, context.channel?.customerId ?? null)) ?? { kind: 'none', who: '' }
  const { ref } = takeChannel(typed)
  if (ref) return (await customerOfChannel(context, ref)) ?? { kind: 'none', who: typed }
  const number = rowNumber(typed)
  const row = number === null ? null : await customerOfRow(context, number)
  if (row) return row
  const matches = await findCustomers(context, typed, pickLimit + 1)
  const customer = meantBy(matches)
  if (customer) return { kind: 'one', customer }
  if (matches.length) {
    const slip = matches.every(match => match.how === 'slip')
    return { kind: 'many', customers: matches.map(match => match.customer), guess: isGuess(matches), slip }
  }
  return number === null ? { kind: 'none', who: typed } : { kind: 'row-gone', number }
}

const isGuess = (matches: readonly CustomerMatch[]): boolean => matches.every(match => match.score < surestGuess)

/** `3`, `#3`, `第3个`, `３`: a row of the list last shown; null for everything else. */
export function rowNumber(typed: string): number | null {
  const match = /^(?:#|第)?\s?([1-9]\d{0,2})\s?(?:号|个|条|行|位)?$/.exec(typed.slice(0, 20).normalize('NFKC').trim())
  return match ? Number(match[1]) : null
}

async function customerOfRow(context: Context, number: number): Promise<Resolved | null> {
  if (!context.place) return null
  const row = await shownRow(context.tx, context.place, context.actor.memberId, number, context.now)
  if (!row) return null
  const gone = { kind: 'row-gone', number } as const
  if (row.kind === 'customer') return (await linkedCustomer(context, row.id)) ?? gone
  const task = await context.tx.careTask.findUnique({ where: { id: row.id }, select: { customerId: true } })
  return (await linkedCustomer(context, task?.customerId ?? null)) ?? gone
}

async function customerOfChannel(context: Context, ref: string): Promise<Resolved | null> {
  const platform = context.actor.platform
  const channel = await context.tx.channel.findUnique({
    where: { platform_ref: { platform, ref } },
    select: { customerId: true },
  })
  return linkedCustomer(context, channel?.customerId ?? null)
}

async function linkedCustomer(context: Context, id: number | null): Promise<Resolved | null> {
  const customer = id === null ? null : await customerById(context.tx, id)
  if (!customer || !context.may('customer.read', customerResource(customer))) return null
  return { kind: 'one', customer }
}

/**
 * The longest beginning of a text that names exactly one customer, and what follows it: words, or characters where Chinese has no spaces.
 * Null when no beginning does.
 */
export async function longestPrefix(context: Context, text: string): Promise<{ customer: CustomerRecord; rest: string } | null> {
  const { one } = await prefixMatches(context, text)
  return one
}

/** The same, and the longest beginning that names several. */
export async function prefixMatches(
  context: Context,
  text: string,
): Promise<{
  one: { customer: CustomerRecord; rest: string } | null
  many: { customers: CustomerRecord[]; who: string; rest: string } | null
}> {
  const trimmed = text.trim()
  let one: { customer: CustomerRecord; rest: string } | null = null
  let many: { customers: CustomerRecord[]; who: string; rest: string } | null = null
  for (const who of beginnings(trimmed)) {
    const found = await findCustomers(context, who, pickLimit + 1, { guess: false })
    const matches = found.filter(match => match.score >= wordScore)
    // A longer beginning matches no more than a shorter one.
    if (matches.length === 0) break
    const rest = trimmed.slice(who.length).replace(/^[\s:：,，、]+/u, '')
    const customer = meantBy(matches)
    if (customer) one = { customer, rest }
    else many = { customers: matches.map(match => match.customer), who, rest }
  }
  return { one, many }
}

/** Beginnings worth trying, shortest first: up to six words, or two to twelve Han characters. */
export function beginnings(text: string): string[] {
  const han = /^\p{Script=Han}{2,}/u.exec(text)?.[0]
  if (han) {
    const characters = [...han].slice(0, 12)
    const runs = characters.slice(1).map((_, index) => characters.slice(0, index + 2).join(''))
    const word = /^\S+/.exec(text)?.[0] ?? ''
    return [...new Set([...runs, ...(word.length <= 40 && !runs.includes(word) ? [word] : [])])]
  }
  const ends = [...text.slice(0, 250).matchAll(/\S+/g)].slice(0, 6).map(word => word.index + word[0].length)
  return ends.map(end => text.slice(0, end))
}
