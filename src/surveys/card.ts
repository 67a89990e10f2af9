import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import { bold, type Fact, type Inline } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { clip } from '../tasks/task.ts'

const words = wording({
  en: {
    title: 'Surveys',
    asked: (name: string, day: string) => `${name}: asked ${day}, no answer yet`,
    open: ' – not closed: /survey close',
    stopped: (day: string) => `asked on ${day} never to be asked again`,
    referred: (count: number) => `recommended us to ${count} ${count === 1 ? 'other' : 'others'}`,
    join: ' · ',
  },
  'zh-CN': {
    title: '问卷',
    asked: (name: string, day: string) => `${name}：${day}已发送，尚未回答`,
    open: '（待回复：/survey 回复）',
    stopped: (day: string) => `${day}要求不再询问`,
    referred: (count: number) => `推荐过 ${count} 位`,
    join: ' · ',
  },
})

interface Row {
  kind: string
  name: string | null
  score: number | null
  comment: string | null
  askedAt: string
  answeredAt: string | null
  isOpen: boolean
  optedOutAt: string | null
  referrals: number
}

const shownComment = 200

/** The last answers and what is asked now, whether they want to be asked at all, and whom they recommended us to. */
export const surveysCard = cardSection<Row>({
  name: 'surveys',
  order: 34,
  rows: (_context, customerId) => Prisma.sql`
    SELECT s.kind, q.name, s.score, s.comment, s."createdAt" AS "askedAt", s."answeredAt",
           s."taskId" IS NOT NULL AND s."closedAt" IS NULL AS "isOpen", c."optedOutAt",
           (SELECT count(*)::int FROM "Referral" r WHERE r."customerId" = c.id) AS referrals
    FROM "Customer" c LEFT JOIN LATERAL (
      SELECT DISTINCT ON (s.kind) s.* FROM "Survey" s WHERE s."customerId" = c.id AND s."failedCode" IS NULL
      ORDER BY s.kind, s."answeredAt" IS NULL, s."answeredAt" DESC, s.id DESC) s ON TRUE
    LEFT JOIN "Questionnaire" q ON q.id = s."questionnaireId"
    WHERE c.id = ${customerId} ORDER BY s."createdAt" DESC NULLS LAST LIMIT 3`,
  show({ locale, zone, now }, rows) {
    const text = words(locale)
    const [first] = rows
    if (!first) return []
    const day = (at: string) => formatDate(new Date(at), locale, zone, 'relative', now)
    const lines = rows.flatMap((row): Inline[][] => {
      if (row.kind === null) return []
      const name = row.name ?? row.kind.toUpperCase()
      if (row.answeredAt === null) return [[text.asked(name, day(row.askedAt))]]
      const quote = row.comment ? ` “${clip(row.comment, shownComment)}”` : ''
      const score = row.score === null ? [] : [' ', bold(String(row.score))]
      return [[name, ...score, ` (${day(row.answeredAt)})${quote}`, row.isOpen ? text.open : '']]
    })
    if (first.referrals > 0) lines.push([text.referred(first.referrals)])
    if (first.optedOutAt) lines.push([text.stopped(day(first.optedOutAt))])
    if (lines.length === 0) return []
    const value = lines.flatMap((line, index) => (index === 0 ? line : [text.join, ...line]))
    const fact: Fact = { label: text.title, value }
    return [{ kind: 'facts', facts: [fact], priority: 6 }]
  },
})
