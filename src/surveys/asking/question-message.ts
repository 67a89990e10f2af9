import { type Button, bold, type Message, type Part } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { Question, Questionnaire } from '../questionnaire.ts'

const words = wording({
  en: {
    hello: (from: string | null) => `${from ?? 'We'} would like to hear from you. One click is enough:`,
    again: (from: string | null) => `In case you missed it: ${from ?? 'we'} would like to hear from you. One click is enough:`,
    scale: (from: number, low: string, to: number, high: string) => `${from} = ${low} · ${to} = ${high}`,
    change: 'Only you and the people who look after you see the answer. You can change it for 24 hours.',
    answer: 'Answer',
    stop: 'Never ask me again',
    sure: 'We will not ask you anything again, for good.',
  },
  'zh-CN': {
    hello: (from: string | null) => `${from ?? '我们'}想听听您的意见，点一下就好：`,
    again: (from: string | null) => `温馨提醒：${from ?? '我们'}想听听您的意见，点一下就好：`,
    scale: (from: number, low: string, to: number, high: string) => `${from} = ${low} · ${to} = ${high}`,
    change: '您的回答只有您和服务您的同事能看到，24 小时内可以修改。',
    answer: '填写',
    stop: '不再接收问卷',
    sure: '以后不会再给您发问卷。',
  },
})

/** Only what the customer may read is put into it: nothing of the record. */
export interface Asked {
  id: number
  customerId: number
  locale: Locale
}

/**
 * A survey as the customer gets it: the first question, answered by one click. `url`: its page, for platforms without buttons; `from`: who of
 * ours they know.
 */
export function questionMessage(
  questionnaire: Questionnaire,
  { id, customerId, locale }: Asked,
  { url, from, reminder }: { url: string; from: string | null; reminder: boolean },
): Message {
  const text = words(locale)
  const [first] = questionnaire.questions
  if (!first) throw new Error('a questionnaire has a question')
  const stop: Button = {
    action: 'surveys.opt-out',
    label: text.stop,
    value: { surveyId: id },
    confirm: text.sure,
    url: `${url}/stop`,
    unsubscribes: true,
  }
  return {
    locale,
    customerId,
    summary: first.text[locale],
    parts: [
      { kind: 'text', text: [(reminder ? text.again : text.hello)(from)] },
      ...questionParts(first, { id, locale }, url),
      { kind: 'note', text: [text.change] },
      { kind: 'actions', actions: [stop], priority: 7 },
    ],
  }
}

/** A question with its buttons. */
export function questionParts(question: Question, { id, locale }: Pick<Asked, 'id' | 'locale'>, url: string): Part[] {
  const asked: Part = { kind: 'text', text: [bold(question.text[locale])], priority: 9 }
  const answer = (label: string, value: number | string): Button => ({
    action: 'surveys.answer',
    label,
    value: { surveyId: id, answer: value },
    url: `${url}?${question.key}=${value}`,
  })
  if (question.kind === 'score') {
    const scores = Array.from({ length: question.to - question.from + 1 }, (_, index) => question.from + index)
    const ends = words(locale).scale(question.from, question.low[locale], question.to, question.high[locale])
    return [
      asked,
      { kind: 'actions', actions: scores.map(score => answer(String(score), score)), priority: 9 },
      { kind: 'note', text: [ends], priority: 8 },
    ]
  }
  if (question.kind === 'choice') {
    const actions = question.options.map(({ value, label }) => answer(label[locale], value))
    return [asked, { kind: 'actions', actions, priority: 9 }]
  }
  const open: Button = {
    ...{ action: 'surveys.more', label: words(locale).answer, value: { surveyId: id }, url, form: true },
    style: 'primary',
  }
  return [asked, { kind: 'actions', actions: [open], priority: 9 }]
}
