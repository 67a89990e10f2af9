import { formatDate } from '../../chat/dates/format.ts'
import type { ContactBlock } from '../../chat/feature.ts'
import { type Button, bold, type Inline, type Message, plainText, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { openButton } from '../../customers/messages.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { recallButton } from './recall.ts'
import type { Way } from './ways.ts'

export const askWords = wording({
  en: {
    asked: (survey: string, way: string) => ` was asked (${survey}) ${way}.`,
    later: (survey: string, way: string, when: string) =>
      ` will be asked (${survey}) ${way} on ${when}, when quiet hours are over.`,
    channel: 'in the shared channel',
    person: 'by direct message',
    email: 'by e-mail',
    blocked: (why: string) => ` was not asked: it ${why}.`,
    unreachable: (name: string) =>
      `${name} was not asked: nobody there can be reached. Link the channel you share with them (/customer link), or put an e-mail address on record.`,
    unfit: (survey: string, filter: string) => ` was not asked: “${survey}” is for ${filter} only.`,
    what: (names: string) => `Which questionnaire? There are ${names}. Write: /survey send acme nps`,
    whom: 'Whom should I ask? Write a customer or a segment, then the questionnaire: /survey send acme nps',
    outsider:
      'Mention somebody of the customer’s, from the channel you share with them. Members of our own company are not asked.',
    form: 'Ask with a survey',
    submit: 'Ask',
    which: 'Questionnaire',
  },
  'zh-CN': {
    asked: (survey: string, way: string) => ` 已发送问卷（${survey}），${way}。`,
    later: (survey: string, way: string, when: string) => ` 将在 ${when} 免打扰时段过后收到问卷（${survey}），${way}。`,
    channel: '发在共享频道里',
    person: '以私信发送',
    email: '以邮件发送',
    blocked: (why: string) => ` 没有发送：该客户${why}。`,
    unreachable: (name: string) => `没有发送：联系不到 ${name}。请先关联与对方共享的频道（/customer 关联），或登记联系人邮箱。`,
    unfit: (survey: string, filter: string) => ` 没有发送：“${survey}”只适用于 ${filter}。`,
    what: (names: string) => `请问用哪份问卷？现有：${names}。写法：/survey 发送 知客 nps`,
    whom: '请问发给谁？先写客户或分群，再写问卷：/survey 发送 知客 nps',
    outsider: '请 @ 对方公司的人（在共享频道里的）。本公司同事不会收到问卷。',
    form: '发送问卷',
    submit: '发送',
    which: '问卷',
  },
})

type WayName = 'channel' | 'person' | 'email'
export const wayName = ({ target }: Pick<Way, 'target'>): WayName => (target.platform === 'email' ? 'email' : target.kind)

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
  const said = sendAt > now ? text.later(name, by, formatDate(sendAt, locale, zone, 'datetime', now)) : text.asked(name, by)
  const more = isWaiting ? [recallButton(locale, customer.teamId, now)] : []
  return withOpen(locale, customer, [bold(customer.name), said], more)
}

export function blockedMessage(locale: Locale, customer: { id: number; name: string }, block: ContactBlock): Message {
  return withOpen(locale, customer, [bold(customer.name), askWords(locale).blocked(block.why[locale])])
}

export function unfitMessage(locale: Locale, customer: { id: number; name: string }, { name, filter }: Questionnaire): Message {
  return withOpen(locale, customer, [bold(customer.name), askWords(locale).unfit(name[locale], filter ?? '')])
}

export function unreachableMessage(locale: Locale, customer: { id: number; name: string }): Message {
  return withOpen(locale, customer, [askWords(locale).unreachable(customer.name)])
}

export function whichMessage(locale: Locale, questionnaires: readonly Questionnaire[]): Message {
  const names = questionnaires.slice(0, 20).map(({ kind, id, name }) => (id === null ? kind : `“${name[locale]}”`))
  return say(locale, askWords(locale).what(names.join(locale === 'en' ? ', ' : '、')))
}

function withOpen(locale: Locale, { id }: { id: number }, line: Inline[], more: readonly Button[] = []): Message {
  const parts: Message['parts'] = [
    { kind: 'text', text: line },
    { kind: 'actions', actions: [...more, openButton(locale, id)] },
  ]
  return { locale, summary: plainText(line), parts }
}
