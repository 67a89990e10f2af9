import { formatDate } from '../chat/dates/format.ts'
import { type CardCustomer, cardSection } from '../chat/feature.ts'
import { bold, type Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { clip } from '../tasks/task.ts'
import { shipped } from './shipped.ts'

const words = wording({
  en: {
    title: 'Surveys',
    asked: (name: string, day: string) => `${name}: asked ${day}, open`,
    open: ' – not closed: /survey close',
    stopped: (day: string) => `asked ${day} never to be asked again`,
    referred: (count: number) => `recommended us to ${count} ${count === 1 ? 'other' : 'others'}`,
    join: ' · ',
  },
  'zh-CN': {
    title: '问卷',
    asked: (name: string, day: string) => `${name}：${day}已发送，等待回答`,
    open: '（待回复：/survey 回复）',
    stopped: (day: string) => `${day}要求不再接收问卷`,
    referred: (count: number) => `推荐过 ${count} 位`,
    join: ' · ',
  },
})

interface Row {
  kind: string | null
  name: string | null
  score: number | null
  reason: string | null
  comment: string | null
  sentAt: string
  answeredAt: string | null
  isOpen: boolean
  optedOutAt: string | null
  referrals: number
}

const shownComment = 200

/** The last answer to each questionnaire and what is asked now, whether they want to be asked at all, and whom they recommended us to. */
export const surveysCard = cardSection<Row>({
  name: 'surveys',
  order: 34,
  rows: ({ now }, customerId) => Prisma.sql`
    SELECT s.kind, q.name, s.score, s.answers->>'reason' AS reason, s.comment, s."sentAt", s."answeredAt",
           s."taskId" IS NOT NULL AND s."closedAt" IS NULL AS "isOpen", c."optedOutAt",
           (SELECT count(*)::int FROM "Referral" r WHERE r."customerId" = c.id) AS referrals
    FROM "Customer" c LEFT JOIN LATERAL (
      (SELECT DISTINCT ON (s.kind) s.* FROM "Survey" s WHERE s."customerId" = c.id AND s."answeredAt" IS NOT NULL
       ORDER BY s.kind, s."answeredAt" DESC, s.id DESC)
      UNION ALL
      (SELECT s.* FROM "Survey" s WHERE s."customerId" = c.id AND s."answeredAt" IS NULL AND s."sentAt" IS NOT NULL
         AND s."failedCode" IS NULL AND s."expiresAt" > ${now} ORDER BY s.id DESC LIMIT 1)) s ON TRUE
    LEFT JOIN "Questionnaire" q ON q.id = s."questionnaireId"
    WHERE c.id = ${customerId} ORDER BY coalesce(s."answeredAt", s."sentAt") DESC NULLS LAST LIMIT 4`,
  show(context, rows, customer) {
    const [first] = rows
    if (!first) return []
    const text = words(context.locale)
    const lines = rows.flatMap(row => surveyLine(row, context, customer))
    if (first.referrals > 0) lines.push([text.referred(first.referrals)])
    if (first.optedOutAt) lines.push([text.stopped(dayOf(first.optedOutAt, context))])
    if (lines.length === 0) return []
    const value = lines.flatMap((line, index) => (index === 0 ? line : [text.join, ...line]))
    return [{ kind: 'facts', facts: [{ label: text.title, value }], priority: 6 }]
  },
})

interface Reader {
  locale: Locale
  zone: string
  now: Date
}

const dayOf = (at: string, { locale, zone, now }: Reader): string => formatDate(new Date(at), locale, zone, 'relative', now)

function surveyLine(row: Row, reader: Reader, { leftAt }: CardCustomer): Inline[][] {
  const { locale } = reader
  const text = words(locale)
  const known = shipped.find(({ kind }) => kind === row.kind)
  const name = row.name ?? known?.name[locale]
  if (name === undefined) return []
  if (row.answeredAt === null) return [[text.asked(name, dayOf(row.sentAt, reader))]]
  // Why somebody left says nothing any more once they are back.
  if (row.kind === 'lost' && leftAt === null) return []
  const said = row.score === null ? reasonText(row.reason, locale) : String(row.score)
  const quote = row.comment ? ` “${clip(row.comment, shownComment)}”` : ''
  const answer: Inline[] = said === null ? [] : [' ', bold(said)]
  return [[name, ...answer, ` (${dayOf(row.answeredAt, reader)})${quote}`, row.isOpen ? text.open : '']]
}

function reasonText(reason: string | null, locale: Locale): string | null {
  const options = shipped.flatMap(({ questions }) => questions.flatMap(one => (one.kind === 'choice' ? one.options : [])))
  return options.find(({ value }) => value === reason)?.label[locale] ?? null
}
