import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action } from '../../chat/feature.ts'
import { type Button, code, type Fact, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { nextLoudMoment } from '../../customers/contact-policy/quiet-hours.ts'
import { printed } from '../../customers/filter/print.ts'
import { type Filter, longestFilter, readFilter } from '../../customers/filter/read.ts'
import { unquoted } from '../../customers/query.ts'
import { visible } from '../../customers/store.ts'
import { Prisma } from '../../database/generated/client.ts'
import { teamById } from '../../people/store.ts'
import { fitting as fittingSegment } from '../../segments/own/members.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { findQuestionnaire } from '../questionnaires.ts'
import { askCustomers } from './ask.ts'
import { fitting } from './fitting.ts'
import { wayName } from './messages.ts'
import { atOnce, invitationsPerMinute } from './pace.ts'
import { type Plan, planAsking } from './plan.ts'

const words = wording({
  en: {
    title: (name: string) => `Ask with ${name}`,
    whom: 'Whom',
    fits: 'Customers',
    ready: 'Can be asked',
    none: 'Nobody of them can be asked now.',
    channel: 'in a shared channel',
    person: 'by direct message',
    email: 'by e-mail',
    not: 'Not asked',
    unreachable: 'nobody there is reached by chat or e-mail',
    unfit: 'the questionnaire is not for them',
    when: 'When',
    now: (minutes: number) => (minutes <= 1 ? 'now' : `from now on, over some ${minutes} minutes`),
    later: (time: string) => `from ${time}, when quiet hours are over`,
    ask: (count: string) => `Ask ${count}`,
    sure: (count: string) => `${count} customers get the question. Those not sent yet can be called back.`,
    queued: (count: string, name: string) => `${count} customers are being asked (${name}). Answers: `,
    results: (kind: string) => `/survey results ${kind}`,
    recall: 'Call back those not sent',
    recalled: (count: string) => `Called back: ${count} customers were not asked.`,
    nobody: 'Meanwhile nobody of them can be asked: nothing was sent.',
    join: ' · ',
  },
  'zh-CN': {
    title: (name: string) => `发送问卷：${name}`,
    whom: '对象',
    fits: '符合的客户',
    ready: '可以发送',
    none: '目前没有可以发送的客户。',
    channel: '通过共享频道',
    person: '通过私信',
    email: '通过邮件',
    not: '不发送',
    unreachable: '聊天和邮件都联系不到',
    unfit: '不在问卷适用范围内',
    when: '时间',
    now: (minutes: number) => (minutes <= 1 ? '立即' : `立即开始，约 ${minutes} 分钟发完`),
    later: (time: string) => `${time} 起，免打扰时段过后`,
    ask: (count: string) => `发给 ${count} 位`,
    sure: (count: string) => `将向 ${count} 位客户发送。尚未发出的可以撤回。`,
    queued: (count: string, name: string) => `正在向 ${count} 位客户发送（${name}）。查看结果：`,
    results: (kind: string) => `/survey 结果 ${kind}`,
    recall: '撤回未发出的',
    recalled: (count: string) => `已撤回，${count} 位客户没有收到。`,
    nobody: '现在没有可以发送的客户，什么也没有发出。',
    join: ' · ',
  },
})

/** More at once is not asked: that would be weeks of answers nobody reads. */
const most = 50_000

interface Wanted {
  total: number
  fit: number[]
  plan: Plan
}

/** Whom a filter means, and who of them can be asked. Cost: the filter's look-ups for each customer of the team, then by primary key. */
async function wantedOf(
  context: Context,
  parts: SurveyParts,
  team: Team,
  filter: Filter,
  questionnaire: Questionnaire,
): Promise<Wanted> {
  const rows = await context.tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Customer" c WHERE ${fittingSegment(team.id, filter)} AND ${visible(context)} ORDER BY c."id" LIMIT ${most}`
  const ids = rows.map(({ id }) => id)
  const fit = await fitting(context, team, questionnaire, ids)
  return { total: ids.length, fit, plan: await planAsking(context, parts, fit) }
}

/** A segment by its name, or any filter: who would be asked, and a button that asks. Null: it reads as neither. */
export async function previewMailing(
  context: Context,
  parts: SurveyParts,
  typed: string,
  questionnaire: Questionnaire,
): Promise<Reply | null> {
  if (!context.team || !context.may('survey.manage', { teamId: context.team.id })) return null
  const line = (await segmentNamed(context, typed)) ?? typed
  const filter = await readFilter(context, line)
  if (filter.kind === 'problem') return null
  const wanted = await wantedOf(context, parts, context.team, filter, questionnaire)
  return { kind: 'message', message: previewMessage(context, context.team, questionnaire, filter, line, wanted) }
}

/** `segment:"满意客户"` for the name of a segment. */
async function segmentNamed(context: Context, typed: string): Promise<string | null> {
  const name = unquoted(typed)
  if (/["“”:：]/.test(name) || name === '') return null
  const line = `segment:"${name}"`
  return (await readFilter(context, line)).kind === 'filter' ? line : null
}

function previewMessage(
  context: Context,
  team: Team,
  questionnaire: Questionnaire,
  filter: Filter,
  line: string,
  wanted: Wanted,
): Message {
  const { locale } = context
  const text = words(locale)
  const count = wanted.plan.ready.size
  const shown = count.toLocaleString(locale)
  const facts: Fact[] = [
    { label: text.whom, value: [code(printed(filter.expression, locale, filter.vocabulary))] },
    { label: text.fits, value: [wanted.total.toLocaleString(locale)] },
    { label: text.ready, value: [[shown, ...byWay(wanted.plan, locale)].join(text.join)] },
    ...notAsked(wanted, locale),
    ...(count > 0 ? [{ label: text.when, value: [whenText(context, team, count)] }] : []),
  ]
  const title = text.title(questionnaire.name[locale])
  const ask: Button = {
    ...{ action: 'surveys.mail', label: text.ask(shown), style: 'primary', confirm: text.sure(shown) },
    value: { teamId: team.id, filter: line, kind: questionnaire.kind },
  }
  return {
    locale,
    summary: title,
    parts: [
      { kind: 'heading', text: title },
      { kind: 'facts', facts },
      count > 0 ? { kind: 'actions', actions: [ask] } : { kind: 'note', text: [text.none] },
    ],
  }
}

function byWay({ ready }: Plan, locale: Context['locale']): string[] {
  const counts = new Map<'channel' | 'person' | 'email', number>()
  for (const way of ready.values()) counts.set(wayName(way), (counts.get(wayName(way)) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${count.toLocaleString(locale)} ${words(locale)[name]}`)
}

function notAsked({ total, fit, plan }: Wanted, locale: Context['locale']): Fact[] {
  const text = words(locale)
  const reasons: [number, string][] = [
    ...[...plan.blocked].map(([block, ids]): [number, string] => [ids.length, block.why[locale]]),
    [plan.unreachable.length, text.unreachable],
    [total - fit.length, text.unfit],
  ]
  const told = reasons.filter(([count]) => count > 0).map(([count, why]) => `${count.toLocaleString(locale)} ${why}`)
  return told.length > 0 ? [{ label: text.not, value: [told.join(text.join)] }] : []
}

function whenText({ locale, now }: Context, team: Team, count: number): string {
  const sendAt = nextLoudMoment(now, team)
  if (sendAt > now) return words(locale).later(formatDate(sendAt, locale, team.zone, 'datetime', now))
  return words(locale).now(Math.ceil(count / invitationsPerMinute))
}

const mailing = z.strictObject({ teamId: z.int32(), filter: z.string().max(longestFilter + 20), kind: z.string().max(200) })

/** Asks them: everybody is looked at again, for the preview may be old. */
export const mailAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.mail',
    needs: 'survey.manage',
    value: mailing,
    async run(context, { teamId, filter: line, kind }) {
      context.demand('survey.manage', { teamId })
      const { locale, tx, actor, now } = context
      const text = words(locale)
      const team = await teamById(tx, teamId)
      const questionnaire = await findQuestionnaire(tx, teamId, kind)
      const filter = await readFilter(context, line)
      if (!questionnaire || filter.kind === 'problem') return { kind: 'message', message: say(locale, text.nobody) }
      const { plan } = await wantedOf(context, parts, team, filter, questionnaire)
      const asking = { team, questionnaire, cause: 'manual' as const, createdById: actor.memberId }
      const { surveys } = await askCustomers(context, parts, asking, plan.ready)
      if (surveys.length === 0) return { kind: 'replace', message: say(locale, text.nobody) }
      const message = say(
        locale,
        text.queued(surveys.length.toLocaleString(locale), questionnaire.name[locale]),
        code(text.results(questionnaire.kind)),
      )
      const recall: Button = { action: 'surveys.recall', label: text.recall, value: { teamId, at: now.toISOString() } }
      if (surveys.length > atOnce) message.parts.push({ kind: 'actions', actions: [recall] })
      return { kind: 'replace', message }
    },
  })

/** Takes back what of a mailing waits its turn; those customers count as not asked. */
export const recallAction = action({
  id: 'surveys.recall',
  needs: 'survey.manage',
  value: z.strictObject({ teamId: z.int32(), at: z.iso.datetime() }),
  async run(context, { teamId, at }) {
    context.demand('survey.manage', { teamId })
    const { tx, actor, locale } = context
    const when = new Date(at)
    const [taken] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
      WITH gone AS (
        UPDATE "Survey" SET "failedCode" = 'called-back'
        WHERE "teamId" = ${teamId} AND "createdById" = ${actor.memberId} AND "createdAt" = ${when} AND "queuedAt" IS NULL
          AND "failedCode" IS NULL RETURNING "customerId"),
      free AS (
        UPDATE "Customer" c SET "lastAskedAt" = NULL FROM gone WHERE c.id = gone."customerId" AND c."lastAskedAt" = ${when})
      SELECT count(*)::int AS count FROM gone`)
    return { kind: 'replace', message: say(locale, words(locale).recalled((taken?.count ?? 0).toLocaleString(locale))) }
  },
})
