import type { Context } from '../../chat/context.ts'
import { chineseNumber } from '../../chat/dates/chinese-numbers.ts'
import { customerText } from '../../chat/feature.ts'
import type { Reply } from '../../chat/platform.ts'
import { localeOf } from '../../chat/wording.ts'
import { optOut } from '../../customers/contact-policy/opt-out.ts'
import type { Survey } from '../../database/generated/client.ts'
import { commented, longestAnswer, readAnswers, scored } from '../questionnaire.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { isAnswerable } from '../survey.ts'
import { recordAnswer } from './answer.ts'
import { notTakenMessage, thanksMessage } from './messages.ts'
import { stoppedMessage } from './opt-out.ts'

const stopWords = new Set([
  'stop',
  'stop all',
  'unsubscribe',
  'opt out',
  'opt-out',
  '退订',
  '退订回t',
  'td',
  '不再询问',
  '别再问了',
])

/** STOP, 退订: never to be asked again, by a word. */
export const stopText = customerText<true>({
  name: 'stop',
  needs: 'survey.answer',
  read: text =>
    stopWords.has(
      text
        .normalize('NFKC')
        .trim()
        .replace(/[.!。！]+$/u, '')
        .toLowerCase(),
    )
      ? true
      : null,
  async run(context) {
    const surveys = await surveysOf(context)
    const [latest] = surveys
    if (!latest) return unknown(context)
    let isNew = false
    for (const customerId of new Set(surveys.map(survey => survey.customerId))) {
      const by = { at: context.now, memberId: context.actor.memberId }
      isNew = (await optOut(context.tx, customerId, by)) || isNew
    }
    return { kind: 'message', message: stoppedMessage(localeOf(latest.locale), isNew, latest.id) }
  },
})

/** Anything else in a direct message: a score while one is asked for, the reason after it. */
export const answerText = customerText<string>({
  name: 'answer',
  needs: 'survey.answer',
  read: text => text.trim() || null,
  async run(context, typed) {
    const open = (await surveysOf(context)).find(survey => isAnswerable(survey, context.now))
    if (!open) return unknown(context)
    const questionnaire = await questionnaireOf(context.tx, open)
    const [first] = questionnaire.questions
    const scale = scored(questionnaire)
    const score = readScore(typed)
    const words = commented(questionnaire)
    const isScore = score !== null && scale !== undefined && first?.key === scale.key
    const given: Record<string, unknown> = isScore
      ? { [scale.key]: score }
      : words && open.answeredAt !== null
        ? { [words.key]: [...typed].slice(0, longestAnswer).join('') }
        : first?.kind === 'text'
          ? { [first.key]: typed }
          : {}
    const read = readAnswers(questionnaire.questions, given)
    if ('wrong' in read || Object.keys(read.answers).length === 0) return unknown(context)
    const recorded = await recordAnswer(context, open.id, read.answers, { memberId: context.actor.memberId })
    if (recorded.kind !== 'recorded') return { kind: 'message', message: notTakenMessage(localeOf(open.locale), recorded.kind) }
    return { kind: 'message', message: thanksMessage(recorded.survey, recorded.questionnaire, context) }
  },
})

/** 9, 9/10, 9分, 九, 九分, "9!": a score typed alone. */
export function readScore(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/\s*(?:\/\s*(?:5|10)|分|[.!。！])+$/u, '')
  if (/^\d{1,2}$/.test(text)) return Number(text)
  return /^[零一二三四五六七八九十两]{1,2}$/u.test(text) ? chineseNumber(text) : null
}

/** The surveys this person was asked or has answered, the latest first. */
function surveysOf({ tx, actor }: Context): Promise<Survey[]> {
  const memberId = actor.memberId ?? -1
  return tx.survey.findMany({
    where: { OR: [{ memberId }, { answeredById: memberId }], target: { not: null }, sentAt: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  })
}

/** Nothing is asked of them: they are refused like everybody from outside, and that is written down. */
function unknown(context: Context): Reply {
  context.demand('help.read')
  return { kind: 'none' }
}
