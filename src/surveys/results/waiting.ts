import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { type Button, bold, type Message, type Part, type Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { openButton } from '../../customers/messages.ts'
import { Prisma } from '../../database/generated/client.ts'
import { remindable } from '../asking/reminder.ts'
import { undelivered } from '../survey.ts'
import { channelText } from './channels.ts'
import { askedIn, surveysWithCustomer } from './read.ts'
import type { Asked } from './scope.ts'
import { periodText, titleOf, viewButton } from './views.ts'

const words = wording({
  en: {
    open: 'May still answer',
    undelivered: 'Not delivered',
    expired: 'Did not answer in time',
    none: 'Everybody who was asked has answered.',
    asked: (day: string, way: string) => `asked ${day}, ${way}`,
    due: (day: string, way: string) => `${day}, ${way}`,
    until: (day: string) => `until ${day}`,
    reminded: (day: string) => `reminded ${day}`,
    more: (left: number) => `…and ${left} more`,
    note: (period: string) => `Asked in ${period}.`,
    join: ' · ',
    remind: 'Remind',
    all: (count: string) => `Remind all (${count})`,
    confirm: (count: string) => `${count} customers get their one reminder, outside quiet hours.`,
  },
  'zh-CN': {
    open: '仍可回复',
    undelivered: '未送达',
    expired: '逾期未回复',
    none: '收到问卷的客户都已回复。',
    asked: (day: string, way: string) => `${day}发送，${way}`,
    due: (day: string, way: string) => `${day}，${way}`,
    until: (day: string) => `${day}截止`,
    reminded: (day: string) => `${day}已提醒`,
    more: (left: number) => `……另有 ${left} 份`,
    note: (period: string) => `统计${period}发出的问卷。`,
    join: ' · ',
    remind: '提醒',
    all: (count: string) => `全部提醒（${count}）`,
    confirm: (count: string) => `将向 ${count} 位客户各发送一次提醒（避开免打扰时段），每份问卷只提醒一次。`,
  },
})

const states = ['open', 'undelivered', 'expired'] as const
/** Rows of each list. */
const shown = 10

interface Waiting {
  id: number
  customerId: number
  customer: string
  platform: string
  targetKind: string
  createdAt: Date
  sentAt: Date | null
  remindedAt: Date | null
  expiresAt: Date
  state: (typeof states)[number]
  /** Surveys of this state. */
  total: number
  /** May be reminded now, and how many in all may. */
  remindable: boolean
  remindables: number
}

/** Who was asked and has not answered: who still may, whom it did not reach, who let the time pass. `done`: what was just done. */
export async function waitingView(context: Context, asked: Asked, done?: string): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const title = await titleOf(context, asked, 'waiting')
  const waiting = await readWaiting(context, asked)
  const lists = states.flatMap((state): Part[] => {
    const rows = waiting.filter(one => one.state === state)
    const left = (rows[0]?.total ?? 0) - rows.length
    const more = left > 0 ? { more: [text.more(left)] } : {}
    return rows.length ? [{ kind: 'list', title: text[state], rows: rows.map(row => rowOf(context, asked, row)), ...more }] : []
  })
  const remindables = mayRemind(context, asked) ? (waiting[0]?.remindables ?? 0) : 0
  const count = remindables.toLocaleString(locale)
  const all: Button = {
    ...{ action: 'surveys.remind-all', label: text.all(count), value: { scope: asked.scope } },
    confirm: text.confirm(count),
  }
  return {
    locale,
    summary: done ?? title,
    parts: [
      ...(done ? [{ kind: 'text', text: [done] } satisfies Part] : []),
      { kind: 'heading', text: title },
      ...(lists.length ? lists : [{ kind: 'text', text: [text.none] } satisfies Part]),
      { kind: 'note', text: [text.note(periodText(asked, locale))] },
      { kind: 'actions', actions: [...(remindables > 0 ? [all] : []), viewButton(locale, asked.scope, 'overview')] },
    ],
  }
}

const mayRemind = (context: Context, { team }: Asked): boolean => context.may('survey.send', { teamId: team.id })

function rowOf(context: Context, asked: Asked, waiting: Waiting): Row {
  const { locale, zone, now } = context
  const text = words(locale)
  const day = (at: Date) => formatDate(at, locale, zone, 'short', now)
  const { sentAt, createdAt, remindedAt, expiresAt, state } = waiting
  const way = channelText(waiting, locale)
  const detail = [
    sentAt ? text.asked(day(sentAt), way) : text.due(day(createdAt), way),
    ...(state === 'open' ? [text.until(day(expiresAt))] : []),
    ...(remindedAt ? [text.reminded(day(remindedAt))] : []),
  ]
  const remind: Button = { action: 'surveys.remind', label: text.remind, value: { scope: asked.scope, surveyId: waiting.id } }
  return {
    text: [bold(waiting.customer)],
    detail: [detail.join(text.join)],
    act: [...(waiting.remindable && mayRemind(context, asked) ? [remind] : []), openButton(locale, waiting.customerId)],
    ref: { kind: 'customer', id: waiting.customerId },
  }
}

/**
 * The first of each state, those asked longest ago first where they may still answer, else the latest. What waits its turn to go out is in
 * no list. Cost: what was asked in the period and not answered.
 */
function readWaiting({ tx, now }: Context, { names, period }: Asked): Promise<Waiting[]> {
  const state = Prisma.sql`CASE WHEN ${undelivered} THEN 'undelivered' WHEN s."expiresAt" <= ${now} THEN 'expired' ELSE 'open' END`
  return tx.$queryRaw<Waiting[]>`
    SELECT * FROM (
      SELECT s."id", c."id" AS "customerId", c."name" AS customer, s."platform", s."targetKind", s."createdAt", s."sentAt",
             s."remindedAt", s."expiresAt", ${state} AS state,
             count(*) OVER (PARTITION BY ${state})::int AS total, ${remindable(now)} IS TRUE AS remindable,
             count(*) FILTER (WHERE ${remindable(now)}) OVER ()::int AS remindables,
             row_number() OVER (PARTITION BY ${state} ORDER BY
               CASE WHEN s."expiresAt" > ${now} THEN s."expiresAt" END, coalesce(s."sentAt", s."createdAt") DESC, s."id") AS place
      FROM ${surveysWithCustomer}
      WHERE ${names} AND ${askedIn(period)} AND s."answeredAt" IS NULL AND (s."sentAt" IS NOT NULL OR ${undelivered})
    ) w WHERE place <= ${shown} ORDER BY place`
}
