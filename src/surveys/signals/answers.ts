import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { dayIn, leftOf, riskSignal, type SignalRule } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'

/** Log-odds of the last answer, by questionnaire and how content it was. */
const points = {
  nps: { unhappy: 0.8, neutral: 0.1, content: -0.4 },
  csat: { unhappy: 0.6, neutral: 0.1, content: -0.3 },
} as const
const halfLifeDays = 120

const words = wording({
  en: {
    title: 'answers to surveys',
    nps: (scores: string) => `Last NPS answer: ${scores}`,
    csat: (scores: string) => `Last CSAT answer: ${scores}`,
    said: (survey: string, score: string, day: string) => `answered ${survey} with ${score} on ${day}`,
    join: ', ',
  },
  'zh-CN': {
    title: '问卷回答',
    nps: (scores: string) => `最近一次 NPS：${scores}`,
    csat: (scores: string) => `最近一次 CSAT：${scores}`,
    said: (survey: string, score: string, day: string) => `${day}的 ${survey} 打了 ${score} 分`,
    join: '，',
  },
})

const scores = {
  nps: { unhappy: '0–6', neutral: '7–8', content: '9–10' },
  csat: { unhappy: '1–2', neutral: '3', content: '4–5' },
}

const rules: SignalRule[] = (['nps', 'csat'] as const).flatMap(survey =>
  (['unhappy', 'neutral', 'content'] as const).map(mood => ({
    what: { en: words('en')[survey](scores[survey][mood]), 'zh-CN': words('zh-CN')[survey](scores[survey][mood]) },
    points: points[survey][mood],
    halfLifeDays,
  })),
)

const evidence = z.array(z.strictObject({ survey: z.enum(['nps', 'csat']), score: z.int(), on: z.iso.date() }))

/** SQL: the points of an answer; the same limits as `moodOf`. */
const pointsOf = Prisma.sql`CASE
  WHEN r.kind = 'nps' THEN CASE WHEN r.score >= 9 THEN ${points.nps.content}::float8 WHEN r.score <= 6 THEN ${points.nps.unhappy}::float8 ELSE ${points.nps.neutral}::float8 END
  ELSE CASE WHEN r.score >= 4 THEN ${points.csat.content}::float8 WHEN r.score <= 2 THEN ${points.csat.unhappy}::float8 ELSE ${points.csat.neutral}::float8 END END`

/** What the customer answered last, to NPS and to CSAT. Cost: the customers' surveys, by index. */
export const answersSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'surveys',
  title: { en: words('en').title, 'zh-CN': words('zh-CN').title },
  rules,
  rows: (moment, which) => Prisma.sql`
    SELECT r."customerId", sum(${pointsOf} * ${leftOf(Prisma.sql`r.at`, moment, halfLifeDays)}) AS points,
      jsonb_agg(jsonb_build_object('survey', r.kind, 'score', r.score, 'on', ${dayIn(Prisma.sql`r.at`, moment)}) ORDER BY r.at DESC, r.kind) AS evidence
    FROM (SELECT DISTINCT ON (s."customerId", s.kind) s."customerId", s.kind, s.score, s."changedAt" AS at
          FROM "Customer" c JOIN "Survey" s ON s."customerId" = c."id"
          WHERE ${which} AND s.kind IN ('nps', 'csat') AND s.score IS NOT NULL AND s."changedAt" < ${moment.end}
          ORDER BY s."customerId", s.kind, s."changedAt" DESC, s.id DESC) r
    GROUP BY r."customerId"`,
  evidence,
  describe: (answers, locale, { zone, now }) =>
    answers
      .map(({ survey, score, on }) =>
        words(locale).said(
          survey.toUpperCase(),
          locale === 'en' ? `${score} of ${survey === 'nps' ? 10 : 5}` : String(score),
          formatDate(on, locale, zone, 'short', now),
        ),
      )
      .join(words(locale).join),
  missing: null,
})
