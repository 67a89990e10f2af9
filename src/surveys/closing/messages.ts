import { type Button, bold, type Inline, type Message, type Part, plainText } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { Survey } from '../../database/generated/client.ts'
import { clip } from '../../tasks/task.ts'
import { answersShape, answerText, type Questionnaire, scored } from '../questionnaire.ts'

export const taskWords = wording({
  en: {
    title: (name: string, score: number) => `Talk to them: ${name} ${score}`,
    suggestion: (customer: string) => `listen first, then tell them what you did: /survey close ${customer}`,
  },
  'zh-CN': {
    title: (name: string, score: number) => `联系客户：${name} 只打了 ${score} 分`,
    suggestion: (customer: string) => `先倾听，处理后告诉客户：/survey 回复 ${customer}`,
  },
})

const words = wording({
  en: {
    unhappy: (score: string) => ` is unhappy: ${score}`,
    added: ' said more',
    changed: (before: number, after: string) => ` changed their answer: ${before} → ${after}`,
    due: 'You have a task to talk to them by the next working day. When you did something about it, tell them here.',
    unowned: 'Nobody owns this customer: assign somebody who talks to them.',
    close: 'Close the loop',
    open: 'Open customer',
    whole: 'Whole answer',
    log: 'Log a contact',
    assign: 'Assign',
  },
  'zh-CN': {
    unhappy: (score: string) => ` 不太满意：${score}`,
    added: ' 补充了意见',
    changed: (before: number, after: string) => ` 修改了评分：${before} → ${after}`,
    due: '已建任务，请最晚在下一个工作日联系客户。处理之后，可在这里把结果告诉客户。',
    unowned: '这位客户还没有负责人，请安排人联系。',
    close: '回复客户处理结果',
    open: '打开客户',
    whole: '查看完整回答',
    log: '写跟进',
    assign: '分配',
  },
})

export interface Answered {
  customer: Pick<CustomerRecord, 'id' | 'name' | 'ownerId'>
  survey: Pick<Survey, 'id' | 'score' | 'answers' | 'comment'>
  questionnaire: Questionnaire
}

/** `NPS 3/10` */
export function scoreText({ survey, questionnaire }: Omit<Answered, 'customer'>, locale: Locale): string {
  const scale = scored(questionnaire)
  return `${questionnaire.name[locale]} ${survey.score ?? '–'}${scale ? `/${scale.to}` : ''}`
}

/** To the owner, at once: who is unhappy, what they said, and what to do. */
export function answeredMessage(answered: Answered, locale: Locale): Message {
  const line: Inline[] = [bold(answered.customer.name), words(locale).unhappy(scoreText(answered, locale))]
  return alert(answered, locale, line)
}

/** What was added or changed since the alert. */
export function addedMessage(answered: Answered, before: Pick<Survey, 'score'>, locale: Locale): Message {
  const text = words(locale)
  const { survey, customer } = answered
  const isChanged = before.score !== null && before.score !== survey.score
  const said = isChanged ? text.changed(before.score ?? 0, scoreText(answered, locale)) : text.added
  return alert(answered, locale, [bold(customer.name), said])
}

function alert(answered: Answered, locale: Locale, line: Inline[]): Message {
  const text = words(locale)
  const { customer } = answered
  return {
    locale,
    summary: plainText(line),
    parts: [
      { kind: 'text', text: line },
      ...quotes(answered, locale),
      { kind: 'note', text: [customer.ownerId === null ? text.unowned : text.due] },
      { kind: 'actions', actions: buttons(answered, locale) },
    ],
  }
}

/** Enough to act on; the whole is on the customer's card. */
const longestQuote = 1_500

/** Everything they answered but the score, each with its question. */
export function quotes({ survey, questionnaire }: Omit<Answered, 'customer'>, locale: Locale): Part[] {
  const answers = answersShape.parse(survey.answers)
  const scale = scored(questionnaire)
  return questionnaire.questions.flatMap((question): Part[] => {
    const answer = answers[question.key]
    if (answer === undefined || question.key === scale?.key) return []
    const said = clip(answerText(question, answer, locale), longestQuote)
    return [
      { kind: 'note', text: [question.text[locale]] },
      { kind: 'text', text: [said] },
    ]
  })
}

function buttons({ survey, customer }: Answered, locale: Locale): Button[] {
  const text = words(locale)
  const value = { customerId: customer.id }
  const first: Button =
    customer.ownerId === null
      ? { action: 'customers.assign', label: text.assign, value, style: 'primary' }
      : { action: 'surveys.close', label: text.close, value: { surveyId: survey.id }, style: 'primary' }
  return [
    first,
    { action: 'surveys.answers', label: text.whole, value: { customerId: customer.id, at: 0 } },
    { action: 'interactions.log', label: text.log, value },
    { action: 'customers.show', label: text.open, value },
  ]
}
