import type { Context } from '../../chat/context.ts'
import type { Verb } from '../../chat/feature.ts'
import { type Button, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { splitFirst } from '../../chat/verbs.ts'
import { aboutWhom, withCustomer } from '../../customers/about.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { questionnairesOf } from '../questionnaires.ts'
import { askOne, sendButton } from './ask-one.ts'
import { askWords, unreadMessage, whichMessage } from './messages.ts'
import { noSegmentMessage } from './no-segment.ts'
import { customerOfPerson } from './person.ts'
import { previewMailing } from './preview.ts'
import { isForMany, leftOver, readSendLine, type SendLine } from './send-line.ts'

/**
 * `/survey send acme nps`, `/survey send "满意客户" csat`, `/survey send acme nps @anna`; and `/survey nps acme`, for it is what a line without a verb
 * means. `slip`: what to say when a first word is no name but nearly a verb.
 */
export const sendVerb = (parts: SurveyParts, slip: (context: Context, typed: string) => Message | null): Verb => ({
  name: 'send',
  words: ['send', 'ask', '发送', '发', '询问', '发给', '群发'],
  usage: {
    en: '/survey send acme nps · /survey send "segment" csat',
    'zh-CN': '/survey 发送 知客 nps · /survey 发送 "满意客户" csat',
  },
  needs: 'survey.send',
  slow: isForMany,
  async run(context, line) {
    const { locale } = context
    const known = await questionnairesOf(context.tx, context.team?.id ?? 0)
    const read = readSendLine(line, known)
    if (read.isForTwo) return { kind: 'message', message: say(locale, askWords(locale).oneOnly) }
    const { questionnaire } = read
    return questionnaire ? ask(context, parts, read, questionnaire) : askWhich(context, read, known, slip)
  },
})

async function ask(context: Context, parts: SurveyParts, read: SendLine, questionnaire: Questionnaire): Promise<Reply> {
  const { locale } = context
  const { who, person } = read
  const meant = { person, sure: false }
  const theirs = who || person === null ? null : await customerOfPerson(context, person)
  if (theirs !== null) return askOne(context, parts, theirs, questionnaire, meant)
  if (!who && !context.channel?.customerId) return { kind: 'message', message: say(locale, askWords(locale).whom) }
  const asked = await aboutWhom(context, who)
  const left = leftOver(asked.rest)
  const button = (customer: CustomerRecord): Button => sendButton(askWords(locale).submit, customer.id, questionnaire.kind, meant)
  // A name that is a customer's means the customer; everything else is a segment or a filter, if it reads as one.
  if (asked.resolved.kind !== 'one' || left) {
    const isNamed = asked.resolved.kind === 'many' && !asked.resolved.guess
    const oneIsMeant = isNamed && !context.may('survey.manage')
    const mailing = oneIsMeant ? null : await previewMailing(context, parts, who, questionnaire)
    if (mailing) return mailing
    const none = asked.resolved.kind === 'none' ? await noSegmentMessage(context, who) : null
    if (none) return { kind: 'message', message: none }
    // Half understood is not understood: nothing goes to a customer by mistake.
    const { resolved } = asked
    const customers = resolved.kind === 'one' ? [resolved.customer] : resolved.kind === 'many' ? resolved.customers : []
    if (left && customers.length > 0)
      return { kind: 'message', message: unreadMessage(locale, left, customers, customers.map(button)) }
  }
  return withCustomer(
    context,
    asked,
    customer => [button(customer)],
    customer => askOne(context, parts, customer.id, questionnaire, meant),
  )
}

/** No questionnaire is named: which one for this customer, if one is. */
async function askWhich(
  context: Context,
  { who, person }: SendLine,
  known: readonly Questionnaire[],
  slip: (context: Context, typed: string) => Message | null,
): Promise<Reply> {
  const { locale } = context
  const which = (customerId: number | null): Reply => {
    const buttons = known.map(({ kind, name }) => sendButton(name[locale], customerId ?? 0, kind, { person, sure: false }))
    return { kind: 'message', message: whichMessage(locale, known, customerId === null ? [] : buttons) }
  }
  if (!who) return which(person === null ? (context.channel?.customerId ?? null) : await customerOfPerson(context, person))
  const asked = await aboutWhom(context, who)
  if (asked.resolved.kind === 'one' && !leftOver(asked.rest)) return which(asked.resolved.customer.id)
  const near = asked.resolved.kind === 'none' ? slip(context, splitFirst(who).first) : null
  return near ? { kind: 'message', message: near } : which(null)
}
