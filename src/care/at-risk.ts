import { addDays, startOfDay } from '../chat/dates/zone.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { percent, reasonText, suggestion } from '../risk/messages.ts'
import { atLeast, type Band, bands } from '../risk/rules/bands.ts'
import { replayCustomers } from '../risk/scores/replay.ts'
import { type CareRule, untold } from './rule.ts'

const words = wording({
  en: { title: (score: string) => `At risk${score}: get in touch`, score: (score: string) => ` (${score})` },
  'zh-CN': { title: (score: string) => `流失风险${score}：尽快联系`, score: (score: string) => ` ${score}` },
})

interface Row {
  customerId: number
  ownerId: number | null
  score: number | null
  cause: string
}

/** The contract that is to be renewed, or the order since which the customer is silent. */
const since = Prisma.sql`coalesce('renewal-' || CASE WHEN r."target" = 'renewal' THEN to_char(r."contractEnds", 'YYYY-MM-DD') END,
  'since-' || to_char(r."lastOrder", 'YYYY-MM-DD'), 'contact')`

/**
 * A customer in the team's risk band or worse, whom nobody snoozed. The cause is the silence since one order, or one renewal: the next
 * order, or the next contract, ends it.
 */
export const atRisk: CareRule = {
  id: 'at-risk',
  dueInDays: 1,
  async find({ tx, rooms, team, date, limit }) {
    const risky = bands.filter(band => atLeast(band, team.digestBand as Band))
    const rows = await tx.$queryRaw<Row[]>`
      SELECT r."customerId", c."ownerId", r."score", ${since} AS cause
      FROM "RiskScore" r JOIN "Customer" c ON c."id" = r."customerId"
      LEFT JOIN "RiskQuiet" q ON q."customerId" = c."id" AND q."until" > ${date}::date
      WHERE r."teamId" = ${team.id} AND r."band" = ANY(${risky}::text[]) AND c."leftAt" IS NULL
        AND q."customerId" IS NULL AND r."yearly" >= ${team.digestMin}::numeric
        AND ${untold('at-risk', Prisma.sql`r."customerId"`, since)}
      ORDER BY r."value" * r."score" DESC NULLS LAST, r."customerId" LIMIT ${limit}`
    const ids = rows.map(({ customerId }) => customerId)
    const signals = rooms.riskSignals
    const scores = await replayCustomers(tx, signals, team.zone, [date], ids)
    const now = startOfDay(addDays(date, 1), team.zone)
    return rows.map(({ customerId, ownerId, score, cause }) => {
      const reasons = scores.get(customerId)?.[0]?.reasons ?? []
      return {
        customerId,
        ownerId,
        cause,
        title: words(team.locale).title(score === null ? '' : words(team.locale).score(percent(score))),
        evidence: reasons.map(reason => reasonText(reason, { locale: team.locale, zone: team.zone, now, signals })),
        suggestion: suggestion(reasons, team.locale),
      }
    })
  },
}
