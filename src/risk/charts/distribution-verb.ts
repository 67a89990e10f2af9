import { type Context, teamOf } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import type { LocalDate } from '../../chat/dates/zone.ts'
import type { Verb } from '../../chat/feature.ts'
import { code, type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { visible } from '../../customers/store.ts'
import { bandWord } from '../messages.ts'
import { bands } from '../rules/bands.ts'
import { type BandTenth, riskDistribution } from './distribution.ts'

const words = wording({
  en: {
    none: (team: string) => `${team} has no scored customers yet: scores are worked out every night for customers with orders.`,
    asOf: (team: string, day: string) => `${team}, as of ${day}. `,
    own: 'Only the customers in your care. ',
    who: 'Who they are: ',
    list: '/customer list at-risk',
  },
  'zh-CN': {
    none: (team: string) => `${team}还没有评分：每晚会为有订单的客户计算风险。`,
    asOf: (team: string, day: string) => `${team}，截至${day}。`,
    own: '仅含您负责的客户。',
    who: '查看名单：',
    list: '/customer 列表 有风险',
  },
})

/** `/rapport risk`: how the team's risk is spread. */
export const distributionVerb: Verb = {
  name: 'risk',
  words: ['risk', '风险分布', '风险'],
  usage: { en: '/rapport risk', 'zh-CN': '/rapport 风险分布' },
  needs: 'customer.read',
  run: async context => ({ kind: 'message', message: await distributionMessage(context) }),
}

async function distributionMessage(context: Context): Promise<Message> {
  const { locale, zone, now } = context
  const team = teamOf(context)
  const text = words(locale)
  const counts = await countScores(context, team.id)
  const [first] = counts
  if (!first) return say(locale, text.none(team.name))
  const chart = riskDistribution(
    counts,
    bands.map(band => ({ band, name: bandWord(band, locale) })),
    locale,
  )
  const all = context.may('customer.read', { teamId: team.id, ownerId: null, ownOnly: team.ownOnly })
  return {
    locale,
    summary: `${chart.title}${locale === 'en' ? '. ' : '：'}${chart.summary}`,
    parts: [
      { kind: 'chart', chart },
      {
        kind: 'note',
        text: [
          text.asOf(team.name, formatDate(first.asOf, locale, zone, 'short', now)),
          ...(all ? [] : [text.own]),
          text.who,
          code(text.list),
        ],
      },
    ],
  }
}

/** The team's scores by band and tenth, of the customers whom the person may see. Cost: the team's scores, each with its customer. */
function countScores(context: Context, teamId: number): Promise<(BandTenth & { asOf: LocalDate })[]> {
  return context.tx.$queryRaw`
    SELECT r."band", least(9, floor(r."score" * 10))::int AS tenth, count(*)::int AS customers, 
           to_char(greatest(max(max(r."asOf")) OVER (), (SELECT max("day") FROM "RiskModel" WHERE "teamId" = ${teamId})), 'YYYY-MM-DD') AS "asOf"
    FROM "RiskScore" r JOIN "Customer" c ON c."id" = r."customerId"
    WHERE c."teamId" = ${teamId} AND r."score" IS NOT NULL AND ${visible(context)} GROUP BY 1, 2`
}
