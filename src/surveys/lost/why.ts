import type { Part } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import { lost } from '../shipped.ts'
import type { ReasonName, Reasons } from './reasons.ts'
import type { LostAnswer } from './store.ts'

const words = wording({
  en: {
    reason: 'Why',
    reps: 'Reps wrote',
    customers: 'Customers answered',
    closed: 'Closed or moved away',
    rule: 'Found by rule, no reason given',
    none: 'No reason given',
    asked: (answered: number) =>
      `${answered === 1 ? '1 customer who left' : `${answered} customers who left`} answered the survey. The columns are two questions put to two people: the same customer may be in both.`,
    notAsked: 'No customer who left answered the survey.',
    ownWords: 'Of something else, reps wrote: ',
    quote: (text: string, name: string) => `“${text}” – ${name}`,
    quotes: 'In their own words',
    more: (count: number) => `and ${count} more`,
    times: (text: string, count: number) => (count > 1 ? `“${text}” (${count})` : `“${text}”`),
    join: ', ',
  },
  'zh-CN': {
    reason: '原因',
    reps: '同事记录',
    customers: '客户回答',
    closed: '停业或搬迁',
    rule: '系统判定，未写原因',
    none: '未写原因',
    asked: (answered: number) => `${answered} 位流失客户回答了问卷。两列分别来自同事和客户，同一位客户可能两边都有，因此不相加。`,
    notAsked: '还没有流失客户回答问卷。',
    ownWords: '“其他原因”中同事写的是：',
    quote: (text: string, name: string) => `“${text}”——${name}`,
    quotes: '客户原话',
    more: (count: number) => `另有 ${count} 条`,
    times: (text: string, count: number) => (count > 1 ? `“${text}”（${count}）` : `“${text}”`),
    join: '、',
  },
})

/** As customers were asked; what only reps say has its own words. */
function reasonText(name: ReasonName, locale: Locale): string {
  const text = words(locale)
  if (name === 'closed' || name === 'rule' || name === 'none') return text[name]
  const [question] = lost.questions
  return (question?.kind === 'choice' ? question.options.find(({ value }) => value === name)?.label[locale] : undefined) ?? name
}

const shown = { ownWords: 3, quotes: 3 }

/** Why they left, in two columns that are never added up, with what reps and customers said in their own words. */
export function whyParts(locale: Locale, { reasons, answers }: { reasons: Reasons; answers: readonly LostAnswer[] }): Part[] {
  const text = words(locale)
  const rows = reasons.counts.map(({ name, reps, customers }) => [reasonText(name, locale), String(reps), String(customers)])
  const notes = [answers.length ? text.asked(answers.length) : text.notAsked]
  const own = reasons.ownWords.slice(0, shown.ownWords).map(({ text: said, count }) => text.times(clip(said, 80), count))
  const left = reasons.ownWords.length - own.length
  if (own.length) notes.push(`${text.ownWords}${[...own, ...(left > 0 ? [text.more(left)] : [])].join(text.join)}`)
  const comments = answers.flatMap(({ comment, name }) => (comment?.trim() ? [{ comment, name }] : []))
  const others = comments.length - shown.quotes
  const parts: Part[] = [
    { kind: 'table', columns: [text.reason, text.reps, text.customers], rows },
    { kind: 'note', text: [notes.join('\n')] },
  ]
  if (comments.length)
    parts.push({
      kind: 'list',
      title: text.quotes,
      rows: comments.slice(0, shown.quotes).map(({ comment, name }) => ({ text: [text.quote(clip(comment, 300), name)] })),
      ...(others > 0 ? { more: [text.more(others)] } : {}),
    })
  return parts
}
