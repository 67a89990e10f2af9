import type { ContactBlock } from '../../chat/customer-contact.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { type Button, bold, type Inline, type Message, plainText, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { openButton } from '../../customers/messages.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { recallButton } from './recall.ts'
import type { Way } from './ways.ts'

export const askWords = wording({
  en: {
    asked: (customer: Inline, survey: string, way: string): Inline[] => [customer, ` was asked (${survey}) ${way}.`],
    later: (customer: Inline, survey: string, way: string, when: string): Inline[] => [
      customer,
      ` will be asked (${survey}) ${way} on ${when}, when quiet hours are over.`,
    ],
    channel: 'in the shared channel',
    person: 'by direct message',
    email: 'by e-mail',
    wechat: 'in WeChat',
    blocked: (customer: Inline, why: string): Inline[] => [customer, ` was not asked: it ${why}.`],
    unreachable: (name: string) =>
      `${name} was not asked: nobody there can be reached. Link the channel you share with them (/customer link), or put an e-mail address on record.`,
    unfit: (customer: Inline, survey: string, filter: string): Inline[] => [
      customer,
      ` was not asked: “${survey}” is for ${filter} only.`,
    ],
    what: (names: string) => `Which questionnaire? There are ${names}. Write: /survey send acme nps`,
    whom: 'Whom should I ask? Write a customer or a segment, then the questionnaire: /survey send acme nps',
    oneOnly: 'One person can be asked at a time: mention one.',
    unread: (left: string) =>
      `I did not understand “${left}”, so nothing was sent. Invitations go out at once, or when quiet hours are over.`,
    ask: (name: string) => `Ask ${name}`,
    form: 'Send a survey',
    submit: 'Send',
    which: 'Questionnaire',
  },
  'zh-CN': {
    asked: (customer: Inline, survey: string, way: string): Inline[] => [`已${way}向 `, customer, ` 发送问卷（${survey}）。`],
    later: (customer: Inline, survey: string, way: string, when: string): Inline[] => [
      `免打扰时段过后（${when}）将${way}向 `,
      customer,
      ` 发送问卷（${survey}）。`,
    ],
    channel: '在共享频道里',
    person: '通过私信',
    email: '通过邮件',
    wechat: '通过微信客服',
    blocked: (customer: Inline, why: string): Inline[] => ['没有向 ', customer, ` 发送问卷：客户${why}。`],
    unreachable: (name: string) =>
      `没有向 ${name} 发送问卷：目前联系不到对方。请先关联与对方共享的频道（/customer 关联），或登记联系人邮箱。`,
    unfit: (customer: Inline, survey: string, filter: string): Inline[] => [
      '没有向 ',
      customer,
      ` 发送问卷：“${survey}”只适用于 ${filter}。`,
    ],
    what: (names: string) => `请问发送哪份问卷？可选：${names}。写法：/survey 发送 知客 nps`,
    whom: '请问发给谁？先写客户或分群，再写问卷：/survey 发送 知客 nps',
    oneOnly: '一次只能发给一个人，请只 @ 一位。',
    unread: (left: string) => `没看懂“${left}”，所以没有发送。问卷会立即发出；免打扰时段内则等时段结束。`,
    ask: (name: string) => `发给 ${name}`,
    form: '发送问卷',
    submit: '发送',
    which: '问卷',
  },
})

export type WayName = 'channel' | 'person' | 'email' | 'wechat'
const named: Record<string, WayName> = { email: 'email', 'wecom-kf': 'wechat' }
export const wayName = ({ target }: Pick<Way, 'target'>): WayName => named[target.platform] ?? target.kind

interface Asked {
  locale: Locale
  zone: string
  now: Date
}

/** One customer was asked, or will be in the morning. */
export function askedMessage(
  { locale, zone, now }: Asked,
  customer: { id: number; name: string; teamId: number },
  questionnaire: Questionnaire,
  way: Way,
  { sendAt, isWaiting }: { sendAt: Date; isWaiting: boolean },
): Message {
  const text = askWords(locale)
  const [name, by] = [questionnaire.name[locale], text[wayName(way)]]
  const whom = bold(customer.name)
  const line =
    sendAt > now ? text.later(whom, name, by, formatDate(sendAt, locale, zone, 'datetime', now)) : text.asked(whom, name, by)
  const more = isWaiting ? [recallButton(locale, customer.teamId, now)] : []
  return withOpen(locale, customer, line, more)
}

export function blockedMessage(locale: Locale, customer: { id: number; name: string }, block: ContactBlock): Message {
  return withOpen(locale, customer, askWords(locale).blocked(bold(customer.name), block.why[locale]))
}

export function unfitMessage(locale: Locale, customer: { id: number; name: string }, { name, filter }: Questionnaire): Message {
  return withOpen(locale, customer, askWords(locale).unfit(bold(customer.name), name[locale], filter ?? ''))
}

export function unreachableMessage(locale: Locale, customer: { id: number; name: string }): Message {
  return withOpen(locale, customer, [askWords(locale).unreachable(customer.name)])
}

/** Which questionnaire; `buttons` ask with each of them. */
export function whichMessage(locale: Locale, questionnaires: readonly Questionnaire[], buttons: readonly Button[] = []): Message {
  const names = questionnaires.slice(0, 20).map(({ kind, id, name }) => (id === null ? kind : `“${name[locale]}”`))
  const message = say(locale, askWords(locale).what(names.join(locale === 'en' ? ', ' : '、')))
  if (buttons.length > 0) message.parts.push({ kind: 'actions', actions: buttons.slice(0, 20) })
  return message
}

/** Part of the line means nothing: what, and a button that asks the customer it names, or each it may name. */
export function unreadMessage(
  locale: Locale,
  left: string,
  customers: readonly { name: string }[],
  buttons: readonly Button[],
): Message {
  const text = askWords(locale)
  const message = say(locale, text.unread([...left].slice(0, 60).join('')))
  const actions = buttons.slice(0, 5).map((button, index) => ({ ...button, label: text.ask(customers[index]?.name ?? '') }))
  message.parts.push({ kind: 'actions', actions })
  return message
}

function withOpen(locale: Locale, { id }: { id: number }, line: Inline[], more: readonly Button[] = []): Message {
  const parts: Message['parts'] = [
    { kind: 'text', text: line },
    { kind: 'actions', actions: [...more, openButton(locale, id)] },
  ]
  return { locale, summary: plainText(line), parts }
}
