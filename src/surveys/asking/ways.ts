import type { Target } from '../../chat/platform.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'

/** How a customer is reached. */
export interface Way {
  target: Target
  /** The one person asked, where it is one person's chat. */
  memberId: number | null
  locale: Locale
  /** Theirs, where it is one person's chat. */
  zone: string | null
}

interface Row {
  customerId: number
  platform: string
  kind: Target['kind']
  id: string
  memberId: number | null
  locale: string
  zone: string | null
}

/**
 * The best way to each of these customers; those nobody reaches are left out. A person of theirs in chat first (the key contact before
 * others), then a channel shared with them, then the e-mail address of the key contact, of another, of the company itself. Only platforms
 * that are connected. `kept`: by customer, this one before all others, if it is still one of theirs. Cost: one statement, by the customers' indexes.
 */
export async function waysTo(
  tx: Tx,
  customerIds: readonly number[],
  connected: readonly string[],
  kept: ReadonlyMap<number, Target> = new Map(),
): Promise<Map<number, Way>> {
  if (customerIds.length === 0) return new Map()
  const meant = [...kept].map(([customerId, target]) => ({ customerId, ...target }))
  const rows = await tx.$queryRaw<Row[]>`
    WITH ways AS (${allWays(customerIds, connected)})
    SELECT DISTINCT ON (w."customerId") w."customerId", w.platform, w.kind, w.id, w."memberId", coalesce(w.locale, t.locale) AS locale, w.zone
    FROM ways w JOIN "Customer" c ON c.id = w."customerId" JOIN "Team" t ON t.id = c."teamId"
    LEFT JOIN jsonb_to_recordset(${JSON.stringify(meant)}::jsonb) AS k("customerId" int, platform text, kind text, id text)
      ON (k."customerId", k.platform, k.kind, k.id) = (w."customerId", w.platform, w.kind, w.id)
    WHERE w.platform = ANY(${[...connected]}::text[])
    ORDER BY w."customerId", k.id IS NULL, w.rank, w.tie`
  return new Map(rows.map(row => [row.customerId, wayOf(row)]))
}

/** The best of the ways to a customer that come after this one; null: it was the last, or is none of theirs. Cost as above. */
export async function wayAfter(tx: Tx, customerId: number, connected: readonly string[], tried: Target): Promise<Way | null> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH ways AS (${allWays([customerId], connected)})
    SELECT w."customerId", w.platform, w.kind, w.id, w."memberId", coalesce(w.locale, t.locale) AS locale, w.zone
    FROM ways w JOIN "Customer" c ON c.id = w."customerId" JOIN "Team" t ON t.id = c."teamId"
    WHERE w.platform = ANY(${[...connected]}::text[]) ORDER BY w.rank, w.tie`
  const at = rows.findIndex(row => keyOf(row) === keyOf(tried))
  const before = new Set(rows.slice(0, at + 1).map(keyOf))
  // An address may stand at several: it was tried with the first.
  const next = at < 0 ? undefined : rows.slice(at).find(row => !before.has(keyOf(row)))
  return next ? wayOf(next) : null
}

const keyOf = ({ platform, kind, id }: Target): string => `${platform} ${kind} ${id}`

const wayOf = ({ platform, kind, id, memberId, locale, zone }: Row): Way => ({
  ...{ target: { platform, kind, id }, memberId },
  ...{ locale: localeOf(locale), zone },
})

/** All ways to these customers, the best of each with the lowest rank and tie. */
function allWays(customerIds: readonly number[], connected: readonly string[]): Prisma.Sql {
  const ids = [...customerIds]
  const mail = connected.includes('email') ? Prisma.sql`TRUE` : Prisma.sql`FALSE`
  const address = (column: Prisma.Sql) => Prisma.sql`${mail} AND ${column} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`
  return Prisma.sql`
      SELECT k."customerId", m.platform, 'person' AS kind, m.ref AS id, m.id AS "memberId", m.locale, m.zone,
             CASE WHEN k."isKey" THEN 1 ELSE 2 END AS rank, k.id AS tie
      FROM "Contact" k JOIN "Member" m ON m.id = k."memberId"
      WHERE k."customerId" = ANY(${ids}::int[]) AND m."deactivatedAt" IS NULL AND m."isExternal"
      UNION ALL
      SELECT h."customerId", h.platform, 'channel', h.ref, NULL, NULL, NULL, 3, h.id FROM "Channel" h
      WHERE h."customerId" = ANY(${ids}::int[]) AND h.kind = 'shared' AND h."archivedAt" IS NULL
      UNION ALL
      SELECT k."customerId", 'email', 'person', k.email, NULL, NULL, NULL, CASE WHEN k."isKey" THEN 4 ELSE 5 END, k.id FROM "Contact" k
      WHERE k."customerId" = ANY(${ids}::int[]) AND ${address(Prisma.sql`k.email`)}
      UNION ALL
      SELECT c.id, 'email', 'person', c.email, NULL, NULL, NULL, 6, 0 FROM "Customer" c
      WHERE c.id = ANY(${ids}::int[]) AND ${address(Prisma.sql`c.email`)}`
}
