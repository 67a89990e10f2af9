import type { Context } from '../../chat/context.ts'
import { customerText } from '../../chat/customer-contact.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { localeOf } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import { neverAsk } from '../asking/never-ask.ts'
import type { SurveyParts } from '../parts.ts'
import { commented, longestAnswer, type Questionnaire, readAnswers } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { isAnswerable } from '../survey.ts'
import { recordAnswer } from './answer.ts'
import { questionAgain } from './chat.ts'
import { answerWords, notTakenMessage, thanksMessage } from './messages.ts'
import { stoppedMessage } from './opt-out.ts'
import { readTyped, saysStop } from './read-typed.ts'

/** STOP, 退订: never to be asked again, by a word; in a direct message, or to the bot in the channel shared with them. */
export const stopText = customerText<true>({
  name: 'stop',
  needs: 'survey.answer',
  read: text => (saysStop(text) ? true : null),
  async run(context) {
    const [latest] = await surveysOf(context)
    const customers = await customersOf(context)
    if (customers.length === 0) return { kind: 'message', message: say(context.locale, answerWords(context.locale).stopWhere) }
    const done = []
    for (const customerId of customers) done.push(await neverAsk(context, customerId, context.actor))
    const locale = latest ? localeOf(latest.locale) : context.locale
    return { kind: 'message', message: stoppedMessage(locale, done.includes(true), latest?.id ?? null) }
  },
})

/** Anything else: the answer while one is asked for, words to go with it afterwards. */
export const answerText = (parts: SurveyParts) =>
  customerText<string>({
    name: 'answer',
    needs: 'survey.answer',
    read: text => text.trim() || null,
    async run(context, typed) {
      const open = (await surveysOf(context)).find(survey => isAnswerable(survey, context.now))
      // Nothing is asked of them: they are refused like everybody from outside, and that is written down.
      if (!open) context.demand('help.read')
      return open ? take(context, parts, open, typed) : { kind: 'none' }
    },
  })

async function take(context: Context, parts: SurveyParts, open: Survey, typed: string): Promise<Reply> {
  const questionnaire = await questionnaireOf(context.tx, open)
  const given = meant(typed, open, questionnaire)
  const read = given && readAnswers(questionnaire.questions, given)
  if (!read || 'wrong' in read || Object.keys(read.answers).length === 0)
    return { kind: 'message', message: questionAgain(open, questionnaire, parts, 'unread') }
  const recorded = await recordAnswer(context, open.id, read.answers, { memberId: context.actor.memberId })
  if (recorded.kind !== 'recorded') return { kind: 'message', message: notTakenMessage(localeOf(open.locale), recorded.kind) }
  return { kind: 'message', message: thanksMessage(recorded.survey, recorded.questionnaire, context, parts) }
}

/** What a line answers; null: it cannot be told. Once answered, only an answer alone changes it: everything else are further words. */
function meant(typed: string, survey: Survey, questionnaire: Questionnaire): Record<string, number | string> | null {
  const [first] = questionnaire.questions
  const words = commented(questionnaire)
  const answer = first && readTyped(typed, first)
  const isAnswered = survey.answeredAt !== null
  if (answer && !(isAnswered && (first.kind === 'text' || answer.words !== ''))) {
    const more = words && answer.words !== '' ? { [words.key]: withEarlier(survey.comment, answer.words) } : {}
    return { [first.key]: answer.answer, ...more }
  }
  return words && isAnswered ? { [words.key]: withEarlier(survey.comment, typed) } : null
}

/** Each message is a line of its own; what is too much is left out, never what was said before. */
const withEarlier = (earlier: string | null, typed: string): string =>
  [...(earlier === null ? typed : `${earlier}\n${typed}`)].slice(0, longestAnswer).join('')

/** The surveys this person was asked or has answered, the latest first. */
function surveysOf({ tx, actor }: Context): Promise<Survey[]> {
  const memberId = actor.memberId ?? -1
  return tx.survey.findMany({
    where: { OR: [{ memberId }, { answeredById: memberId }], target: { not: null }, sentAt: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  })
}

/** For whom this person speaks: who was asked through them, whose contact they are, whose shared channel this is. */
async function customersOf(context: Context): Promise<number[]> {
  const { tx, actor, channel, place } = context
  const contacts = await tx.contact.findMany({ where: { memberId: actor.memberId ?? -1 }, select: { customerId: true } })
  const here = place?.kind === 'shared' && channel?.customerId ? [channel.customerId] : []
  const asked = await surveysOf(context)
  return [...new Set([...[...asked, ...contacts].map(({ customerId }) => customerId), ...here])]
}
