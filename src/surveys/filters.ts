import { type FilterContext, type FilterField, upToToday } from '../chat/filter-field.ts'
import { Prisma } from '../database/generated/client.ts'

const surveysOf = (what: Prisma.Sql, where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT ${what} FROM "Survey" v WHERE v."customerId" = c."id" AND ${where})`

const day = ({ zone }: FilterContext, instant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${instant} AT TIME ZONE ${zone}::text)::date`

const lastScore = (kind: string): Prisma.Sql =>
  surveysOf(
    Prisma.sql`v."score"`,
    Prisma.sql`v."kind" = ${kind} AND v."score" IS NOT NULL ORDER BY v."answeredAt" DESC, v."id" DESC LIMIT 1`,
  )

/** What customers answered, and when they were asked. */
export const surveyFilters: readonly FilterField[] = [
  {
    type: 'number',
    name: 'nps',
    words: ['nps', '推荐意愿'],
    meaning: { en: 'score of the last NPS survey, 0 to 10', 'zh-CN': '最近一次 NPS 打分（0 到 10）' },
    example: { en: 'nps<=6', 'zh-CN': '推荐意愿<=6' },
    value: () => lastScore('nps'),
  },
  {
    type: 'number',
    name: 'survey.csat',
    words: ['survey.csat', '问卷满意度'],
    meaning: { en: 'score of the last CSAT survey, 1 to 5', 'zh-CN': '最近一次满意度问卷打分（1 到 5）' },
    example: { en: 'survey.csat>=4', 'zh-CN': '问卷满意度>=4' },
    value: () => lastScore('csat'),
  },
  {
    type: 'day',
    side: 'past',
    name: 'survey.answered',
    words: ['survey.answered', '问卷.回复', '回复问卷'],
    meaning: { en: 'last survey answered', 'zh-CN': '最近一次回复问卷距今' },
    example: { en: 'survey.answered<30d', 'zh-CN': '问卷.回复<30天' },
    value: context => day(context, surveysOf(Prisma.sql`max(v."answeredAt")`, upToToday(context, Prisma.sql`v."answeredAt"`))),
  },
  {
    type: 'day',
    side: 'past',
    name: 'survey.asked',
    words: ['survey.asked', '问卷.发送', '发送问卷'],
    meaning: { en: 'last survey sent to them', 'zh-CN': '最近一次向其发送问卷距今' },
    example: { en: 'survey.asked>90d', 'zh-CN': '问卷.发送>90天' },
    value: context => day(context, surveysOf(Prisma.sql`max(v."sentAt")`, upToToday(context, Prisma.sql`v."sentAt"`))),
  },
]
