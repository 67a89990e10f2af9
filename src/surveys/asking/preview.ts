import type { Context, Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { type Button, code, type Fact, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { nextLoudMoment } from '../../customers/contact-policy/quiet-hours.ts'
import { printed } from '../../customers/filter/print.ts'
import { type Filter, readFilter } from '../../customers/filter/read.ts'
import { unquoted } from '../../customers/query.ts'
import { visible } from '../../customers/store.ts'
import { fitting as fittingSegment } from '../../segments/own/members.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { fitting } from './fitting.ts'
import { type WayName, wayName } from './messages.ts'
import { atOnce, invitationsPerMinute, mostAtOnce } from './pace.ts'
import { type Plan, planAsking } from './plan.ts'

const words = wording({
  en: {
    title: (name: string) => `Survey customers: ${name}`,
    whom: 'Who',
    fits: 'Customers',
    ready: 'Can be asked',
    none: 'None of them can be asked now.',
    channel: 'in a shared channel',
    person: 'by direct message',
    email: 'by e-mail',
    wechat: 'in WeChat',
    not: 'Not asked',
    unreachable: 'nobody there is reached by chat or e-mail',
    unfit: 'the questionnaire is not for them',
    reason: (why: string, count: string) => `${why}: ${count}`,
    when: 'When',
    now: (minutes: number) => (minutes <= 1 ? 'now' : `now, over about ${minutes} minutes`),
    later: (time: string) => `from ${time}, when quiet hours are over`,
    ask: (count: string) => `Ask ${count}`,
    sure: (count: string) => `${count} customers get the question.`,
    sureWaits: (count: string) => `${count} customers get the question. Those not sent yet can be called back.`,
    tooMany: (most: string) => `beyond the first ${most} (repeat it afterwards to ask them)`,
    managers: 'Asking many customers at once is for managers; you can ask one: /survey send acme nps',
    join: ' · ',
  },
  'zh-CN': {
    title: (name: string) => `发送问卷：${name}`,
    whom: '对象',
    fits: '符合的客户',
    ready: '可以发送',
    none: '目前没有可以发送的客户。',
    channel: '位通过共享频道',
    person: '位通过私信',
    email: '位通过邮件',
    wechat: '位通过微信客服',
    not: '不发送',
    unreachable: '聊天和邮件都联系不到',
    unfit: '不在问卷适用范围内',
    reason: (why: string, count: string) => `${why}：${count} 位`,
    when: '时间',
    now: (minutes: number) => (minutes <= 1 ? '立即' : `立即开始，约 ${minutes} 分钟发完`),
    later: (time: string) => `免打扰时段过后，${time} 开始`,
    ask: (count: string) => `发给 ${count} 位`,
    sure: (count: string) => `将向 ${count} 位客户发送问卷。`,
    sureWaits: (count: string) => `将向 ${count} 位客户发送问卷，尚未发出的可以撤回。`,
    tooMany: (most: string) => `超出一次 ${most} 位的上限（发完后可再次发送）`,
    managers: '一次发给多位客户只有经理可以操作；您可以发给一位客户：/survey 发送 知客 nps',
    join: ' · ',
  },
})

export interface Wanted {
  /** Customers the filter means, and how many of them were looked at. */
  total: number
  looked: number
  most: number
  fit: number[]
  plan: Plan
}

/**
 * Whom a filter means, and who of them can be asked; of very many those who were asked longest ago. Cost: the filter's look-ups for each
 * customer of the team, then by primary key.
 */
export async function wantedOf(
  context: Context,
  parts: SurveyParts,
  team: Team,
  filter: Filter,
  questionnaire: Questionnaire,
): Promise<Wanted> {
  const most = parts.mostAtOnce ?? mostAtOnce
  const rows = await context.tx.$queryRaw<{ id: number; total: number }[]>`
    SELECT c."id", count(*) OVER ()::int AS total FROM "Customer" c WHERE ${fittingSegment(team.id, filter)} AND ${visible(context)}
    ORDER BY c."lastAskedAt" NULLS FIRST, c."id" LIMIT ${most}`
  const ids = rows.map(({ id }) => id)
  const fit = await fitting(context, team, questionnaire, ids)
  return { total: rows[0]?.total ?? 0, looked: ids.length, most, fit, plan: await planAsking(context, parts, fit) }
}

/** A segment by its name, or any filter: who would be asked, and a button that asks. Null: it reads as neither. */
export async function previewMailing(
  context: Context,
  parts: SurveyParts,
  typed: string,
  questionnaire: Questionnaire,
): Promise<Reply | null> {
  const { team, locale } = context
  if (!team) return null
  const line = (await segmentNamed(context, typed)) ?? unquoted(typed)
  const filter = await readFilter(context, line)
  if (filter.kind === 'problem') return null
  if (!context.may('survey.manage', { teamId: team.id })) return { kind: 'message', message: say(locale, words(locale).managers) }
  const wanted = await wantedOf(context, parts, team, filter, questionnaire)
  return { kind: 'message', message: previewMessage(context, team, questionnaire, filter, line, wanted) }
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
  const ways = byWay(wanted.plan, locale)
  const facts: Fact[] = [
    { label: text.whom, value: [code(printed(filter.expression, locale, filter.vocabulary))] },
    { label: text.fits, value: [wanted.total.toLocaleString(locale)] },
    { label: text.ready, value: [(ways.length === 1 ? ways : [shown, ...ways]).join(text.join)] },
    ...notAsked(wanted, locale),
    ...(count > 0 ? [{ label: text.when, value: [whenText(context, team, count)] }] : []),
  ]
  const title = text.title(questionnaire.name[locale])
  const waits = count > atOnce || nextLoudMoment(context.now, team) > context.now
  const sure = waits ? text.sureWaits : text.sure
  const ask: Button = {
    ...{ action: 'surveys.mail', label: text.ask(shown), style: 'primary', confirm: sure(shown) },
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
  const counts = new Map<WayName, number>()
  for (const way of ready.values()) counts.set(wayName(way), (counts.get(wayName(way)) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${count.toLocaleString(locale)} ${words(locale)[name]}`)
}

function notAsked({ total, looked, most, fit, plan }: Wanted, locale: Context['locale']): Fact[] {
  const text = words(locale)
  const reasons: [number, string][] = [
    ...[...plan.blocked].map(([block, ids]): [number, string] => [ids.length, block.why[locale]]),
    [plan.unreachable.length, text.unreachable],
    [looked - fit.length, text.unfit],
    [total - looked, text.tooMany(most.toLocaleString(locale))],
  ]
  const told = reasons.filter(([count]) => count > 0).map(([count, why]) => text.reason(why, count.toLocaleString(locale)))
  return told.length > 0 ? [{ label: text.not, value: [told.join(text.join)] }] : []
}

function whenText({ locale, now }: Context, team: Team, count: number): string {
  const sendAt = nextLoudMoment(now, team)
  if (sendAt > now) return words(locale).later(formatDate(sendAt, locale, team.zone, 'datetime', now))
  return words(locale).now(Math.ceil(count / invitationsPerMinute))
}
