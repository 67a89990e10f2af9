import { startOfDay } from '../chat/dates/zone.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Band, RiskReason } from '../risk/estimate.ts'
import { atLeast, bands } from '../risk/estimate.ts'
import { percent, reasonText, suggestion } from '../risk/messages.ts'
import { type CareRule, untold } from './rule.ts'

const words = wording({
  en: { title: (score: string) => `At risk (${score}): get in touch` },
  'zh-CN': { title: (score: string) => `流失风险 ${score}：尽快联系` },
})

interface Row {
  customerId: number
  ownerId: number | null
  score: number
  reasons: RiskReason[]
  cause: string
}

/** The order since which the customer is silent, as the reasons tell it. */
const silence = Prisma.sql`coalesce((
  SELECT 'since-' || (why.item->>'lastOrder') FROM jsonb_array_elements(r."reasons") AS why (item) WHERE why.item->>'kind' = 'overdue' LIMIT 1), 'contact')`

/** A customer in the team's risk band or worse, whom nobody snoozed. The cause is the silence since one order: the next order ends it. */
export const atRisk: CareRule = {
  id: 'at-risk',
  dueInDays: 1,
  async find(tx, team, date, limit) {
    const risky = bands.filter(band => atLeast(band, team.digestBand as Band))
    const rows = await tx.$queryRaw<Row[]>`
      SELECT r."customerId", c."ownerId", r."score", r."reasons", ${silence} AS cause
      FROM "RiskScore" r JOIN "Customer" c ON c."id" = r."customerId"
      LEFT JOIN "RiskQuiet" q ON q."customerId" = c."id" AND q."until" > ${date}::date
      WHERE r."teamId" = ${team.id} AND r."band" = ANY(${risky}::text[]) AND c."leftAt" IS NULL
        AND q."customerId" IS NULL AND r."value" >= ${team.digestMin}::numeric
        AND ${untold('at-risk', Prisma.sql`r."customerId"`, silence)}
      ORDER BY r."value" * r."score" DESC, r."customerId" LIMIT ${limit}`
    return rows.map(({ customerId, ownerId, score, reasons, cause }) => ({
      customerId,
      ownerId,
      cause,
      title: words(team.locale).title(percent(score)),
      evidence: reasons
        .filter(reason => reason.kind !== 'missing-contact')
        .map(reason => reasonText(reason, team.locale, team.zone, startOfDay(date, team.zone))),
      suggestion: suggestion(reasons, team.locale),
    }))
  },
}
