import { addDays, daysBetween, startOfDay } from '../chat/dates/zone.ts'
import type { DigestContext, DigestSection } from '../chat/feature.ts'
import type { Inline, Part } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { otherTiersDays, tierDays } from './contact-rhythm.ts'

const words = wording({
  en: {
    title: 'Gone quiet: ',
    row: (name: string, days: number) => `${name} (no contact for ${days} days)`,
    andMore: (count: number) => ` and ${count} more`,
    comma: ', ',
  },
  'zh-CN': {
    title: '久未联系：',
    row: (name: string, days: number) => `${name}（${days} 天没有联系）`,
    andMore: (count: number) => ` 等，另有 ${count} 位`,
    comma: '、',
  },
})

const shown = 5

/** Customers whose silence has reached what their tier allows since the last digest: each is named once for one silence. */
export const goneQuietSection: DigestSection = {
  name: 'gone-quiet',
  order: 20,
  async build(digest): Promise<Part[]> {
    const rows = await goneQuiet(digest)
    if (rows.length === 0) return []
    const text = words(digest.locale)
    const names = rows.slice(0, shown).map(row => text.row(row.name, row.silent))
    const rest: Inline[] = rows.length > shown ? [text.andMore(rows.length - shown)] : []
    return [{ kind: 'text', text: [{ kind: 'bold', text: text.title }, names.join(text.comma), ...rest], priority: 5 }]
  },
}

/** As of the end of the day; contacts after it do not count. Cost: one pass over the team's owned customers. */
async function goneQuiet({ tx, team, date, previous }: DigestContext): Promise<{ name: string; silent: number }[]> {
  const end = startOfDay(addDays(date, 1), team.zone)
  const tiers = tierDays()
  const window = daysBetween(previous, date)
  return tx.$queryRaw<{ name: string; silent: number }[]>`
    WITH owned AS (
      SELECT c."id", c."name", coalesce(t.days, ${otherTiersDays}) AS every,
             ${date}::date - (CASE WHEN c."lastContactAt" < ${end} THEN c."lastContactAt"
               ELSE (SELECT max(i."at") FROM "Interaction" i
                     WHERE i."customerId" = c."id" AND i."at" < ${end} AND i."undoneAt" IS NULL) END AT TIME ZONE ${team.zone})::date AS silent
      FROM "Customer" c
      LEFT JOIN unnest(${tiers.names}::text[], ${tiers.days}::int[]) AS t (name, days) ON t.name = lower(c."tier")
      WHERE c."teamId" = ${team.id} AND c."erasedAt" IS NULL AND c."ownerId" IS NOT NULL AND (c."leftAt" IS NULL OR c."leftAt" >= ${end}))
    SELECT o."name", o.silent FROM owned o LEFT JOIN "RiskScore" r ON r."customerId" = o."id"
    WHERE o.silent >= o.every AND o.silent - o.every < ${window}
    ORDER BY r."value" DESC NULLS LAST, o."id"`
}
