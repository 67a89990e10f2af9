import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { action, type Verb } from '../chat/feature.ts'
import { type Button, bold, type Message, type Part, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { wording } from '../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../customers/about.ts'
import { openButton } from '../customers/messages.ts'
import { type CustomerRecord, customerResource } from '../customers/store.ts'
import type { Survey } from '../database/generated/client.ts'
import { answersShape, answerText, type Questionnaire } from './questionnaire.ts'
import { questionnaireOf } from './questionnaires.ts'

const words = wording({
  en: {
    none: (name: string) => `${name} has not answered any survey yet.`,
    title: (name: string, survey: string) => `${name}: ${survey}`,
    when: (day: string, changed: boolean) => `answered ${day}${changed ? ', changed since' : ''}`,
    closed: 'What was done: ',
    close: 'Close the loop',
    older: 'Older answer',
    newer: 'Newer answer',
    of: (at: number, total: number) => `${at} of ${total}`,
  },
  'zh-CN': {
    none: (name: string) => `${name} 还没有回答过问卷。`,
    title: (name: string, survey: string) => `${name}：${survey}`,
    when: (day: string, changed: boolean) => `${day}回答${changed ? '，之后修改过' : ''}`,
    closed: '处理结果：',
    close: '回复客户处理结果',
    older: '更早的回答',
    newer: '更新的回答',
    of: (at: number, total: number) => `第 ${at} 份，共 ${total} 份`,
  },
})

/** `/survey answers acme`: what they answered, whole and as they wrote it. */
export const answersVerb: Verb = {
  name: 'answers',
  words: ['answers', 'answer', '回答', '答卷'],
  usage: { en: '/survey answers acme', 'zh-CN': '/survey 回答 知客' },
  needs: 'survey.read',
  run: async (context, rest) =>
    withCustomer(context, await aboutWhom(context, rest), undefined, customer => show(context, customer, 0, 'message')),
}

/** From one answer to the next. */
export const answersAction = action({
  id: 'surveys.answers',
  needs: 'survey.read',
  value: z.strictObject({ customerId: z.int32(), at: z.int32().min(0).max(10_000) }),
  run: (context, { customerId, at }) =>
    withClicked(context, customerId, 'customer.read', customer => show(context, customer, at, 'replace')),
})

async function show(context: Context, customer: CustomerRecord, at: number, kind: 'message' | 'replace'): Promise<Reply> {
  context.demand('survey.read', customerResource(customer))
  const where = { customerId: customer.id, answeredAt: { not: null }, target: { not: null } }
  const total = await context.tx.survey.count({ where })
  const survey = await context.tx.survey.findFirst({
    where,
    orderBy: [{ answeredAt: 'desc' }, { id: 'desc' }],
    skip: Math.min(at, Math.max(0, total - 1)),
  })
  if (!survey) return { kind, message: say(context.locale, words(context.locale).none(customer.name)) }
  const questionnaire = await questionnaireOf(context.tx, survey)
  return { kind, message: answerMessage(context, customer, survey, questionnaire, { at: Math.min(at, total - 1), total }) }
}

function answerMessage(
  context: Context,
  customer: CustomerRecord,
  survey: Survey,
  questionnaire: Questionnaire,
  { at, total }: { at: number; total: number },
): Message {
  const { locale, zone, now } = context
  const text = words(locale)
  const title = text.title(customer.name, questionnaire.name[locale])
  const day = formatDate(survey.answeredAt ?? now, locale, zone, 'relative', now)
  const isChanged = survey.changedAt !== null && survey.changedAt > (survey.answeredAt ?? now)
  const step = (label: string, to: number): Button => ({
    action: 'surveys.answers',
    label,
    value: { customerId: customer.id, at: to },
  })
  const close: Button = { action: 'surveys.close', label: text.close, value: { surveyId: survey.id }, style: 'primary' }
  const mayClose = survey.taskId !== null && survey.closedAt === null && context.may('survey.close', customerResource(customer))
  return {
    locale,
    summary: title,
    parts: [
      { kind: 'heading', text: title },
      ...questionnaire.questions.flatMap(question => answered(survey, question, locale)),
      ...(survey.closedText === null ? [] : [{ kind: 'text' as const, text: [bold(text.closed), survey.closedText] }]),
      { kind: 'note', text: [`${text.when(day, isChanged)}${total > 1 ? ` · ${text.of(at + 1, total)}` : ''}`] },
      {
        kind: 'actions',
        actions: [
          ...(mayClose ? [close] : []),
          ...(at > 0 ? [step(text.newer, at - 1)] : []),
          ...(at < total - 1 ? [step(text.older, at + 1)] : []),
          openButton(locale, customer.id),
        ],
      },
    ],
  }
}

/** A question and its answer, in paragraphs that every platform shows whole. */
function answered(survey: Survey, question: Questionnaire['questions'][number], locale: Context['locale']): Part[] {
  const answer = answersShape.parse(survey.answers)[question.key]
  if (answer === undefined) return []
  const said = [...answerText(question, answer, locale)]
  const paragraphs: Part[] = []
  for (let from = 0; from < said.length; from += paragraph)
    paragraphs.push({ kind: 'text', text: [said.slice(from, from + paragraph).join('')], priority: 9 })
  return [{ kind: 'note', text: [question.text[locale]] }, ...paragraphs]
}

const paragraph = 2_500
