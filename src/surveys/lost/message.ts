import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import type { LocalDate } from '../../chat/dates/zone.ts'
import { bold, code, type Inline, type Message, type Part, type Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { customerButtons } from '../../customers/card.ts'
import { longestFilter } from '../../customers/filter/read.ts'
import { commandText, customerLine } from '../../customers/messages.ts'
import { clip } from '../../tasks/task.ts'
import { shareText } from './chart.ts'
import type { Report } from './report.ts'
import { sharedParts } from './shared.ts'
import type { Leaver } from './store.ts'
import { whyParts } from './why.ts'

export const lostWords = wording({
  en: {
    title: (from: string, to: string) => `Customers lost, ${from} – ${to}`,
    future: 'This period has not begun yet.',
    usage: 'A period comes first (90d, last quarter, 2026-Q3, 2026-08, this year), then a filter as in /customer list.',
    nobody: (all: string, team: string) => `Nobody left ${team} in this period (customers: ${all}).`,
    left: (left: string, all: string, share: string, team: string) => `${left} of ${all} customers of ${team} left (${share}).`,
    own: ' Only the customers in your care.',
    among: ' Among those who fit: ',
    who: 'Who left',
    brought: ' in the 12 months before',
    nothing: 'no orders in the 12 months before',
    all: 'All who left: ',
    rest: (count: number) => `…and ${count} more`,
  },
  'zh-CN': {
    title: (from: string, to: string) => `客户流失：${from}至${to}`,
    future: '这段时间还没有开始。',
    usage: '先写时间段（近90天、上季度、2026年三季度、2026年8月、今年），再写筛选条件，写法与“/customer 列表”相同。',
    nobody: (all: string, team: string) => `${team}的 ${all} 位客户在此期间没有流失。`,
    left: (left: string, all: string, share: string, team: string) => `${team}的 ${all} 位客户中流失了 ${left} 位（${share}）。`,
    own: '仅含您负责的客户。',
    among: '筛选条件：',
    who: '流失客户',
    brought: '（流失前 12 个月）',
    nothing: '流失前 12 个月没有订单',
    all: '全部流失客户：',
    rest: (count: number) => `……另有 ${count} 位`,
  },
})

export function lostMessage(context: Context, report: Report): Message {
  const { locale, now } = context
  const text = lostWords(locale)
  const { team, span, all, left, filter } = report
  const day = (date: LocalDate): string => formatDate(date, locale, team.zone, 'short', now)
  const title = text.title(day(span.from), day(span.last))
  const count = (number: number): string => number.toLocaleString(locale)
  const said = left ? text.left(count(left), count(all), shareText(left, all), team.name) : text.nobody(count(all), team.name)
  const among: Inline[] = filter ? [text.among, code(clip(filter, 200))] : []
  const parts: Part[] = [
    { kind: 'heading', text: title },
    { kind: 'text', text: [bold(said), ...(report.onlyOwn ? [text.own] : []), ...among], priority: 9 },
  ]
  if (left > 0) parts.push(whoPart(context, report), ...whyParts(locale, report), ...sharedParts(context, report))
  return { locale, summary: `${title}${locale === 'en' ? '. ' : '。'}${said}`, parts }
}

function whoPart(context: Context, report: Report): Part {
  const { leavers, left } = report
  const text = lostWords(context.locale)
  const more = left - leavers.length
  const filter = listFilter(context, report)
  const list: Inline[] =
    filter.length <= longestFilter ? [' · ', text.all, code(commandText(context.locale, 'list', filter))] : []
  return {
    kind: 'list',
    title: text.who,
    start: 1,
    rows: leavers.map(leaver => leaverRow(context, leaver)),
    ...(more > 0 ? { more: [text.rest(more), ...list] } : {}),
  }
}

/** What `/customer list` finds exactly these by. */
function listFilter({ locale }: Context, { span, filter }: Report): string {
  const day = locale === 'en' ? 'lefton' : '流失日期'
  const others = filter && /\s/.test(filter) ? `(${filter})` : filter
  return `${day}>=${span.from} ${day}<=${span.last}${others ? ` ${others}` : ''}`
}

function leaverRow(context: Context, { customer, brought }: Leaver): Row {
  const text = lostWords(context.locale)
  const worth: Inline[] = brought
    ? [' · ', { kind: 'money', amount: Number(brought.amount).toFixed(0), currency: brought.currency }, text.brought]
    : [` · ${text.nothing}`]
  const row = customerLine(customer, context, customerButtons(context, customer, 'digest'), worth)
  return { ...row, detail: [...(row.detail ?? []), ...(customer.leftReason ? [` · ${clip(customer.leftReason, 120)}`] : [])] }
}
