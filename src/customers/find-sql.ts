import { Prisma } from '../database/generated/client.ts'
import { type CustomerQuery, likeText, slipPatterns, slipSearches } from './query.ts'

/** How a customer was found. `slip` and `similar` are guesses: nothing is written on their strength without asking. */
export type MatchKind = 'id' | 'name' | 'phone' | 'email' | 'tag' | 'pinyin' | 'initials' | 'contact' | 'slip' | 'similar'

/** Candidates of one way of asking; the best of each way are ranked together. */
const perWay = 50

type Way = (score: number | Prisma.Sql, how: MatchKind, where: Prisma.Sql) => Prisma.Sql

const namePart = Prisma.sql`split_part(c."searchText", '|', 1)`

/**
 * UNION ALL of limited index look-ups; null when there is nothing to look for. Rows: `id, score, how, via`.
 * Planned once, without the values (find.ts), so every condition must be one that an index serves whatever the value: beginnings as ranges,
 * and no LIMIT where many rows may be looked through, for that promises the planner to meet some early.
 */
export function waysToFind(query: CustomerQuery, scope: Prisma.Sql): Prisma.Sql | null {
  if (!query.text) return null
  const customer: Way = (score, how, where) => customerWay(score, how, where, scope)
  const tag = customer(72, 'tag', Prisma.sql`c."tags" && ${query.tags}::text[]`)
  if (query.onlyTag) return tag
  const ways = [tag, customer(100, 'id', Prisma.sql`c."externalId" = ANY(${query.externalIds}::text[])`)]
  ways.push(
    ...nameWays(query, customer, scope),
    ...romanWays(query, customer),
    ...phoneWays(query, scope),
    ...contactWays(query, scope),
  )
  return Prisma.join(ways, ' UNION ALL ')
}

/** What is tried when nothing matched, surest first, each only when the one before found nothing: homophones, slips of the keyboard, similar words. */
export function waysToGuess(query: CustomerQuery, scope: Prisma.Sql): Prisma.Sql[] {
  if (query.onlyTag || query.phone || query.looksLikeId || query.text.length < 3 - Number(query.hasHan)) return []
  const ways: Prisma.Sql[] = []
  if (query.pinyin) ways.push(customerWay(44, 'slip', begins(Prisma.sql`c."pinyin"`, query.pinyin), scope))
  if (!query.hasHan) ways.push(customerWay(42, 'slip', slipCondition(query.words.slice(0, 3)), scope))
  const similarity = Prisma.sql`word_similarity(${query.text}::text, c."searchText")`
  if (query.text.length >= 3)
    ways.push(Prisma.sql`(SELECT c."id", 10 + 20 * ${similarity} AS score, 'similar' AS how, NULL::text AS via
      FROM "Customer" c WHERE ${query.text}::text <% c."searchText" AND ${scope} ORDER BY ${similarity} DESC LIMIT ${perWay})`)
  return ways
}

/**
 * Every word as typed or one slip away, judged row by row. Only the longest is searched by the index: with two lists of patterns GIN tries
 * every pair of them (6 s at 100,000 customers where this takes 5 ms).
 */
function slipCondition(words: readonly string[]): Prisma.Sql {
  const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? ''
  const each = words.map(word => Prisma.sql`(c."searchText" || '') LIKE ANY(${slipPatterns(word)}::text[])`)
  return Prisma.sql`c."searchText" LIKE ANY(${slipSearches(longest)}::text[]) AND ${Prisma.join(each, ' AND ')}`
}

/** Rows are read as they are asked for, the last fifty and more never. */
function customerWay(score: number | Prisma.Sql, how: MatchKind, where: Prisma.Sql, scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(WITH way AS MATERIALIZED (SELECT c."id", (${score})::float AS score, ${how}::text AS how, NULL::text AS via
    FROM "Customer" c WHERE ${where} AND ${scope}) SELECT * FROM way LIMIT ${perWay})`
}

/** `LIKE 'beginning%'` as a B-tree of the bytes reads it, which the planner can only make of a value that it sees. */
const begins = (column: Prisma.Sql, beginning: string): Prisma.Sql =>
  Prisma.sql`(${column} ~>=~ ${beginning} AND ${column} ~<~ ${`${beginning}\u{10ffff}`})`

/** As in the index on beginnings of `searchText`. */
const headLength = 100
const head = Prisma.sql`left(c."searchText", ${Prisma.raw(String(headLength))})`

function nameWays({ text, words }: CustomerQuery, customer: Way, scope: Prisma.Sql): Prisma.Sql[] {
  const like = likeText(text)
  const short = text.slice(0, headLength - 5)
  const whole = (rest: string): Prisma.Sql =>
    short === text ? Prisma.sql`TRUE` : Prisma.sql`c."searchText" LIKE ${` ${like}${rest}`}`
  const ways = [
    customer(95, 'name', Prisma.sql`${begins(head, short === text ? ` ${text} |` : ` ${short}`)} AND ${whole(' |%')}`),
    customer(85, 'name', Prisma.sql`${begins(head, ` ${short}`)} AND ${whole('%')}`),
    text.length >= 3 ? nameInside(like, scope) : customer(startScore(like), 'name', startsWord(like)),
  ]
  if (words.length > 1) {
    const each = words.map(word => Prisma.sql`c."searchText" LIKE ${`% ${likeText(word)}%`}`)
    ways.push(customer(60, 'name', Prisma.join(each, ' AND ')))
  }
  if (text.includes('@')) ways.push(customer(92, 'email', Prisma.sql`c."searchText" LIKE ${`% ${like} %`}`))
  return ways
}

const startsWord = (like: string): Prisma.Sql => Prisma.sql`c."searchText" LIKE ${`% ${like}%`}`
const startScore = (like: string): Prisma.Sql => Prisma.sql`CASE WHEN ${namePart} LIKE ${`% ${like}%`} THEN 75 ELSE 55 END`

function nameInside(like: string, scope: Prisma.Sql): Prisma.Sql {
  const inside = `%${like}%`
  const columns = Prisma.sql`c."id", (CASE WHEN ${namePart} LIKE ${`% ${like}%`} THEN 75 WHEN ${namePart} LIKE ${inside} THEN 65
    WHEN ${startsWord(like)} THEN 55 ELSE 50 END)::float AS score, 'name' AS how, NULL::text AS via`
  const where = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`${condition} AND ${scope}`
  return insideWay(
    Prisma.sql`"Customer" c`,
    columns,
    where(Prisma.sql`c."searchText" LIKE ${inside}`),
    where(startsWord(like)),
    75,
  )
}

/** So many beginnings of words among what was found that no more need to be looked for: more than a list shows. */
const enoughStarts = 20

/**
 * What has the text anywhere. Beginnings of words (`startScore` and up) are among it; they are looked for apart only when there is more than
 * one look takes and few of them were in it.
 */
function insideWay(
  from: Prisma.Sql,
  columns: Prisma.Sql,
  inside: Prisma.Sql,
  starts: Prisma.Sql,
  startScore: number,
): Prisma.Sql {
  return Prisma.sql`(WITH inside AS MATERIALIZED (SELECT ${columns} FROM ${from} WHERE ${inside}),
    starts AS MATERIALIZED (SELECT ${columns} FROM ${from} WHERE ${starts})
    (SELECT * FROM inside LIMIT ${perWay}) UNION ALL
    (SELECT * FROM starts WHERE (SELECT count(*) >= ${perWay} AND count(*) FILTER (WHERE score >= ${startScore}) < ${enoughStarts}
      FROM (SELECT score FROM inside LIMIT ${perWay}) first) LIMIT ${perWay}))`
}

function romanWays({ letters }: CustomerQuery, customer: Way): Prisma.Sql[] {
  if (!letters) return []
  return [
    customer(
      Prisma.sql`CASE WHEN c."pinyin" = ${letters} THEN 78 ELSE 68 END`,
      'pinyin',
      begins(Prisma.sql`c."pinyin"`, letters),
    ),
    customer(
      Prisma.sql`CASE WHEN c."initials" = ${letters} THEN 77 ELSE 58 END`,
      'initials',
      begins(Prisma.sql`c."initials"`, letters),
    ),
  ]
}

function phoneWays({ phone }: CustomerQuery, scope: Prisma.Sql): Prisma.Sql[] {
  if (!phone) return []
  const same = Prisma.sql`"phoneDigits" = ANY(${phone.variants}::text[])`
  // A national number is stored with its country code as often as not: the leading 0 is then missing.
  const last = phone.digits.replace(/^0/, '')
  const ends = `%${last} %`
  return [
    customerWay(93, 'phone', Prisma.sql`c.${same}`, scope),
    customerWay(59, 'phone', begins(Prisma.sql`c."phoneDigits"`, phone.digits), scope),
    customerWay(70, 'phone', Prisma.sql`c."searchText" LIKE ${ends} AND c."phoneDigits" LIKE ${`%${last}`}`, scope),
    contactWay(90, Prisma.sql`k.${same}`, scope),
    contactWay(57, begins(Prisma.sql`k."phoneDigits"`, phone.digits), scope),
    contactWay(61, Prisma.sql`k."searchText" LIKE ${ends} AND k."phoneDigits" LIKE ${`%${last}`}`, scope),
  ]
}

function contactWays({ text }: CustomerQuery, scope: Prisma.Sql): Prisma.Sql[] {
  const like = likeText(text)
  const starts = Prisma.sql`k."searchText" LIKE ${`% ${like}%`}`
  const score = Prisma.sql`CASE WHEN k."searchText" LIKE ${` ${like} |%`} THEN 66 WHEN ${starts} THEN 56 ELSE 45 END`
  const inside = Prisma.sql`k."searchText" LIKE ${`%${like}%`} AND ${scope}`
  const ways = [
    text.length >= 3
      ? insideWay(contactTables, contactColumns(score), inside, Prisma.sql`${starts} AND ${scope}`, 56)
      : contactWay(score, starts, scope),
  ]
  if (text.includes('@')) ways.push(contactWay(91, Prisma.sql`k."searchText" LIKE ${`% ${like} %`}`, scope))
  return ways
}

const contactTables = Prisma.sql`"Contact" k JOIN "Customer" c ON c."id" = k."customerId"`
const contactColumns = (score: number | Prisma.Sql): Prisma.Sql =>
  Prisma.sql`c."id", (${score})::float AS score, 'contact' AS how, k."name" AS via`

function contactWay(score: number | Prisma.Sql, where: Prisma.Sql, scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(WITH way AS MATERIALIZED (SELECT ${contactColumns(score)} FROM ${contactTables} WHERE ${where} AND ${scope})
    SELECT * FROM way LIMIT ${perWay})`
}
