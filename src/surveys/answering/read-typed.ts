import { chineseNumber } from '../../chat/dates/chinese-numbers.ts'
import { comparable } from '../../customers/custom/field.ts'
import type { Question } from '../questionnaire.ts'

/** What a typed line means as the answer to a question: the answer, and words that go with it. */
export interface TypedAnswer {
  answer: number | string
  words: string
}

/** What people say around a number: 我给9分, I'd say 9. */
const before = /^(?:我?(?:给|打|评|选)(?:个)?|(?:i['’]?d?\s+)?(?:say|give(?:\s+(?:it|you))?|rate(?:\s+it)?)(?:\s+an?)?)\s*/iu
const number = /^(\d{1,2}|[零一二两三四五六七八九十]{1,2})/u
/** What ends it: 分, /10, a stop, or the end; a space alone only before Chinese words that count nothing (9 非常满意, not 3 个箱子). */
const after = /^(?:\s*(?:\/\s*\d{1,2}|分|points?\b|out of \d{1,2}\b))?[吧呢啊哦了]?\s*(?:[.。!！,，;；:：~～…-]+\s*|$|(?=\s))/iu
const counting = /^[个只件箱台次天年月家盒套批位名人张条]/u

/** A typed score with what else was said, or an option by its number or name; null: it is no answer to this question. Pure. */
export function readTyped(typed: string, question: Question): TypedAnswer | null {
  const text = typed.normalize('NFKC').trim()
  if (question.kind === 'text') return text === '' ? null : { answer: typed, words: '' }
  if (question.kind === 'choice') return readChoice(text, question)
  const rest = text.replace(before, '')
  const digits = number.exec(rest)?.[0]
  if (digits === undefined) return null
  const score = /^\d/.test(digits) ? Number(digits) : chineseNumber(digits)
  const ending = after.exec(rest.slice(digits.length))
  if (score === null || !ending || score < question.from || score > question.to) return null
  const words = rest.slice(digits.length + ending[0].length)
  const isBare = ending[0].trim() === '' && words !== ''
  if (isBare && (!/^\s*\p{Script=Han}/u.test(words) || counting.test(words.trim()))) return null
  return { answer: score, words: words.trim() }
}

function readChoice(text: string, { options }: Extract<Question, { kind: 'choice' }>): TypedAnswer | null {
  const bare = comparable(text.replace(/[.。!！]+$/u, ''))
  const byNumber = /^\d{1,2}$/.test(bare) ? options[Number(bare) - 1] : undefined
  const named = options.find(({ value, label }) => [value, label.en, label['zh-CN']].some(name => comparable(name) === bare))
  const option = named ?? byNumber
  return option ? { answer: option.value, words: '' } : null
}

const stop =
  /^(?:please\s+)?(?:stop|unsubscribe|opt[\s-]?out|cancel)(?:\s+(?:me|it|this|all|now|please|asking(?:\s+me)?|messages))*$|^(?:请|麻烦)?(?:退订(?:回t)?|取消订阅|停止(?:发送|询问)?|拒收|td|t|(?:不要|别|请勿)再?(?:发|问|打扰)(?:我|了|我了)?(?:吧)?|不再(?:询问|接收(?:问卷)?))(?:谢谢)?$/iu

/** STOP, 退订 and what people write for it: a whole line that says nothing else. Pure. */
export const saysStop = (typed: string): boolean =>
  stop.test(
    typed
      .normalize('NFKC')
      .trim()
      .replace(/[.!。！,，\s]+$/u, '')
      .toLowerCase(),
  )
