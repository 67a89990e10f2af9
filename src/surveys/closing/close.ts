import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { storable, typedParts } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { aboutWhom, withCustomer } from '../../customers/about.ts'
import { addActivity } from '../../customers/activity.ts'
import { openButton } from '../../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../../customers/store.ts'
import type { Survey } from '../../database/generated/client.ts'
import { completeTask } from '../../tasks/done.ts'
import { openTask } from '../../tasks/find.ts'
import { clip } from '../../tasks/task.ts'
import { lockSurvey } from '../answering/answer.ts'
import { aboutSurvey } from '../answering/asked.ts'
import type { SurveyParts } from '../parts.ts'
import { questionnaireOf } from '../questionnaires.ts'
import { openForm } from './close-form.ts'
import { quotes, scoreText } from './messages.ts'
import { type Told, tellCustomer } from './tell-customer.ts'

const words = wording({
  en: {
    required: 'Please say what was done.',
    closed: 'Closed: ',
    told: 'The customer is told.',
    later: 'The customer is told when their quiet hours are over.',
    'opted-out': 'The customer is not told: they asked not to be written to.',
    unreachable: 'The customer could not be told: nothing connected reaches them now.',
    quiet: 'The customer is not told.',
    already: (who: string) => `${who} has closed this already.`,
    somebody: 'Somebody',
    none: (name: string) => `${name} has no unhappy answer that is still open.`,
    gone: 'This answer is no longer there.',
  },
  'zh-CN': {
    required: '请填写处理情况。',
    closed: '已关闭：',
    told: '已告诉客户。',
    later: '免打扰时段过后会告诉客户。',
    'opted-out': '未告知客户：对方要求不再打扰。',
    unreachable: '未能告知客户：目前没有能联系到对方的渠道。',
    quiet: '未告知客户。',
    already: (who: string) => `${who} 已经处理并关闭了。`,
    somebody: '有人',
    none: (name: string) => `${name} 没有待处理的不满意反馈。`,
    gone: '这条反馈已不存在。',
  },
})

/** The answer and its customer, if the speaker may close it; else what they are told. */
async function withAnswer(
  context: Context,
  surveyId: number,
  go: (survey: Survey, customer: CustomerRecord) => Promise<Reply>,
): Promise<Reply> {
  const { tx, locale } = context
  const survey = await lockSurvey(tx, surveyId)
  const customer = survey?.answeredAt ? await customerById(tx, survey.customerId) : null
  if (!survey || !customer) return { kind: 'message', message: say(locale, words(locale).gone) }
  context.demand('survey.close', customerResource(customer))
  if (survey.closedAt === null) return go(survey, customer)
  const by = survey.closedById === null ? null : await tx.member.findUnique({ where: { id: survey.closedById } })
  return { kind: 'message', message: say(locale, words(locale).already(by?.name ?? words(locale).somebody)) }
}

/** `/survey close acme` */
export const closeVerb: Verb = {
  name: 'close',
  words: ['close', 'reply', '回复', '关闭'],
  usage: { en: '/survey close acme', 'zh-CN': '/survey 回复 知客' },
  needs: 'survey.close',
  async run(context, rest) {
    const asked = await aboutWhom(context, rest)
    return withCustomer(context, asked, undefined, async customer => {
      context.demand('survey.close', customerResource(customer))
      const survey = await context.tx.survey.findFirst({
        where: { customerId: customer.id, taskId: { not: null }, closedAt: null, target: { not: null } },
        orderBy: { answeredAt: 'desc' },
      })
      if (survey) return openForm(context, survey, customer, asked.rest)
      const message = say(context.locale, words(context.locale).none(customer.name))
      if (asked.rest) message.parts.push(...typedParts(asked.rest))
      return { kind: 'message', message }
    })
  },
}

export const closeAction = action({
  id: 'surveys.close',
  needs: 'survey.close',
  value: aboutSurvey,
  run: (context, { surveyId }) => withAnswer(context, surveyId, (survey, customer) => openForm(context, survey, customer, '')),
})

/** Writes down what was done, tells the customer, and finishes the task. */
export const closeSubmit = (parts: SurveyParts) =>
  formEntry({
    id: 'surveys.close',
    needs: 'survey.close',
    state: aboutSurvey,
    values: z.strictObject({ did: z.string().max(3_000).nullable(), tell: z.enum(['yes', 'no']) }),
    submit: (context, { did, tell }, { surveyId }) =>
      withAnswer(context, surveyId, async (survey, customer) => {
        const done = storable(did ?? '').trim()
        if (!done) return { kind: 'invalid', errors: { did: words(context.locale).required } }
        const { tx, now, actor } = context
        await tx.survey.update({
          where: { id: survey.id },
          data: { closedAt: now, closedById: actor.memberId, closedText: done },
        })
        const told = tell === 'yes' ? await tellCustomer(context, parts, survey, done) : 'quiet'
        await addActivity(tx, {
          ...{ customerId: customer.id, kind: 'survey.closed', at: now, memberId: actor.memberId, source: 'chat' },
          ...{ refId: survey.id, data: { text: clip(done, 500), told: told === 'told' || told === 'later' } },
        })
        await finishTask(context, survey.taskId, done)
        return { kind: 'message', message: await closedMessage(context, survey, customer, told) }
      }),
  })

/** The task to talk to them, if it is still open and this person may finish it. */
async function finishTask(context: Context, taskId: number | null, outcome: string): Promise<void> {
  if (taskId === null) return
  const task = await context.tx.careTask.findUnique({ where: { id: taskId } })
  if (task?.status !== 'open') return
  if (!context.may('task.complete', { teamId: task.teamId, ownerId: task.assigneeId })) return
  const found = await openTask(context, { taskId })
  if (found.kind === 'task') await completeTask(context, found.task, { result: null, text: outcome })
}

async function closedMessage(context: Context, survey: Survey, customer: CustomerRecord, told: Told | 'quiet'): Promise<Message> {
  const text = words(context.locale)
  const questionnaire = await questionnaireOf(context.tx, survey)
  const message = say(
    context.locale,
    text.closed,
    bold(customer.name),
    ` · ${scoreText({ survey, questionnaire }, context.locale)}`,
  )
  message.parts.push(...quotes({ survey, questionnaire }, context.locale))
  message.parts.push({ kind: 'note', text: [text[told]] })
  message.parts.push({ kind: 'actions', actions: [openButton(context.locale, customer.id)] })
  return message
}
