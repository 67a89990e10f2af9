import { z } from 'zod'
import { formatDate } from '../../chat/dates/format.ts'
import { daysBetween, localDate } from '../../chat/dates/zone.ts'
import { dayIn, leftOf, riskSignal, type SignalRule } from '../../chat/risk-signal.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { severityName } from '../messages.ts'
import { type Severity, severities } from '../words.ts'

/** Log-odds of a ticket open for `fullDays`; when it is opened it counts half. Together at most `mostPoints`. */
const pointsOf: Record<Severity, number> = { low: 0.1, normal: 0.3, high: 0.6, urgent: 1 }
const fullDays = 14
const mostPoints = 1.5
const halfLifeDays = 30

const words = wording({
  en: {
    title: 'tickets',
    rule: (severity: string) => `Ticket, ${severity}: half when opened, all of it after two weeks, fading once solved`,
    open: (severity: string, days: number, subject: string) =>
      `${severity} ticket open for ${days} ${days === 1 ? 'day' : 'days'}: “${subject}”`,
    solved: (severity: string, day: string, subject: string) => `${severity} ticket solved on ${day}: “${subject}”`,
    more: (count: number) => `, ${count} more open`,
  },
  'zh-CN': {
    title: '工单',
    rule: (severity: string) => `工单（${severity}）：新提交时计一半，满两周计全部，解决后逐渐淡化`,
    open: (severity: string, days: number, subject: string) => `${severity}工单已 ${days} 天未解决：“${subject}”`,
    solved: (severity: string, day: string, subject: string) => `${severity}工单已于${day}解决：“${subject}”`,
    more: (count: number) => `，另有 ${count} 个未解决`,
  },
})

const evidence = z.strictObject({
  open: z.int(),
  severity: z.string(),
  subject: z.string(),
  opened: z.iso.date(),
  solved: z.iso.date().nullable(),
})

const rule = (severity: Severity): SignalRule => ({
  what: {
    en: words('en').rule(severityName(severity, 'en')),
    'zh-CN': words('zh-CN').rule(severityName(severity, 'zh-CN')),
  },
  points: pointsOf[severity],
  halfLifeDays,
})

const severityPoints = Prisma.sql`CASE t."severity" ${Prisma.join(
  severities.map(severity => Prisma.sql`WHEN ${severity} THEN ${pointsOf[severity]}::float8`),
  ' ',
)} ELSE ${pointsOf.normal}::float8 END`

const longestSubject = 120

/** Tickets by how bad they are and how long they have been open; solved ones fade. Cost: the customers' tickets, by index. */
export const ticketsSignal = riskSignal<z.infer<typeof evidence>>({
  name: 'tickets',
  title: { en: words('en').title, 'zh-CN': words('zh-CN').title },
  rules: severities.toReversed().map(rule),
  rows(moment, which) {
    const { end } = moment
    const days = Prisma.sql`extract(epoch FROM least(t."closedAt", ${end}::timestamptz) - t."openedAt")::float8 / 86400`
    return Prisma.sql`
      SELECT w."customerId", least(${mostPoints}::float8, sum(w.points)) AS points,
        jsonb_build_object('open', count(*) FILTER (WHERE w.solved IS NULL)) ||
          (array_agg(jsonb_build_object('severity', w."severity", 'subject', left(w."subject", ${longestSubject}),
             'opened', w.opened, 'solved', w.solved) ORDER BY w.points DESC, w."id"))[1] AS evidence
      FROM (SELECT t."id", t."customerId", t."severity", t."subject", ${dayIn(Prisma.sql`t."openedAt"`, moment)} AS opened,
              CASE WHEN t."closedAt" < ${end} THEN ${dayIn(Prisma.sql`t."closedAt"`, moment)} END AS solved,
              ${severityPoints} * (0.5 + 0.5 * least(1, ${days} / ${fullDays}::float8)) *
                CASE WHEN t."closedAt" < ${end} THEN ${leftOf(Prisma.sql`t."closedAt"`, moment, halfLifeDays)} ELSE 1 END AS points
            FROM "Customer" c JOIN "Ticket" t ON t."customerId" = c."id" WHERE ${which} AND t."openedAt" < ${end}) w
      GROUP BY w."customerId"`
  },
  evidence,
  describe({ open, severity, subject, opened, solved }, locale, { zone, now }) {
    const text = words(locale)
    const name = severityName(severity, locale)
    const others = open - Number(solved === null)
    const days = daysBetween(opened, localDate(new Date(now.getTime() - 1), zone))
    const what =
      solved === null
        ? text.open(name, days, subject)
        : text.solved(name, formatDate(solved, locale, zone, 'short', now), subject)
    return others > 0 ? `${what}${text.more(others)}` : what
  },
  missing: null,
})
