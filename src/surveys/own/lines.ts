import type { Worded } from '../../chat/wording.ts'
import { cleanText } from '../../customers/fields.ts'
import type { Question } from '../questionnaire.ts'

export const mostQuestions = 8
export const longestQuestion = 300
const mostOptions = 10
/** Options stand on buttons. */
export const longestOption = 60

/** Why a line is no question. */
export type LineProblem =
  | { kind: 'empty' }
  | { kind: 'long' }
  | { kind: 'scale'; typed: string }
  | { kind: 'options-few' }
  | { kind: 'options-many' }
  | { kind: 'option-long'; typed: string }
  | { kind: 'option-twice'; typed: string }

export type LinesProblem =
  | { line: number; problem: LineProblem }
  | { line: null; problem: { kind: 'none' } | { kind: 'too-many'; count: number } }

export type LinesRead = { kind: 'questions'; questions: Question[] } | { kind: 'wrong'; problems: LinesProblem[] }

/**
 * Questions as people write them, one a line; how each is answered stands in brackets at its end: `[1-5]`, `[0-10]`, `[setup / training]`,
 * `[text]` or nothing. Behind ` | ` the same in the other language, Han telling which is Chinese. All lines that are wrong come back. Pure.
 */
export function readQuestions(typed: string): LinesRead {
  const lines = typed.split(/\r\n?|\n/).map((text, index) => ({ text: plain(text), line: index + 1 }))
  const given = lines.filter(({ text }) => text !== '')
  const questions: Question[] = []
  const problems: LinesProblem[] = []
  for (const { text, line } of given) {
    const question = readLine(text, `q${questions.length + problems.length + 1}`)
    if (question.kind === 'problem') problems.push({ line, problem: question.problem })
    else questions.push(question.question)
  }
  if (given.length === 0) problems.push({ line: null, problem: { kind: 'none' } })
  if (given.length > mostQuestions) problems.push({ line: null, problem: { kind: 'too-many', count: given.length } })
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'questions', questions }
}

type LineRead = { kind: 'question'; question: Question } | { kind: 'problem'; problem: LineProblem }

/** Chinese keyboards write brackets, bars and slashes of their own. */
const plain = (line: string): string =>
  cleanText(line.replaceAll('【', '[').replaceAll('［', '[').replaceAll('】', ']').replaceAll('］', ']').replaceAll('｜', '|'))

const problem = (found: LineProblem): LineRead => ({ kind: 'problem', problem: found })

function readLine(line: string, key: string): LineRead {
  const bracket = /\s*\[(?<inside>[^[\]]*)\]$/u.exec(line)
  const text = worded(bracket ? line.slice(0, bracket.index) : line)
  const inside = bracket?.groups?.inside?.trim() ?? ''
  if (!text) return problem({ kind: 'empty' })
  if (Object.values(text).some(one => [...one].length > longestQuestion)) return problem({ kind: 'long' })
  if (inside === '' || /^(?:text|文字|文本|填空)$/iu.test(inside))
    return { kind: 'question', question: { kind: 'text', key, text } }
  const scale = /^(\d+)\s*(?:-|–|—|~|～|至|到|to)\s*(\d+)$/iu.exec(inside)
  if (scale) return readScale(key, text, Number(scale[1]), Number(scale[2]), inside)
  return readOptions(key, text, inside.split(/[/／]/))
}

/** What the ends of a scale mean, where the question itself does not say. */
export const ends = { low: { en: 'lowest', 'zh-CN': '最低' }, high: { en: 'highest', 'zh-CN': '最高' } }

function readScale(key: string, text: Worded, from: number, to: number, typed: string): LineRead {
  if (from > 1 || to < 2 || to > 10) return problem({ kind: 'scale', typed })
  return { kind: 'question', question: { kind: 'score', key, text, from, to, ...ends } }
}

function readOptions(key: string, text: Worded, typed: readonly string[]): LineRead {
  const labels = typed.flatMap(one => worded(one) ?? [])
  if (labels.length < 2) return problem({ kind: 'options-few' })
  if (labels.length > mostOptions) return problem({ kind: 'options-many' })
  const long = labels.find(label => Object.values(label).some(one => [...one].length > longestOption))
  if (long) return problem({ kind: 'option-long', typed: long.en })
  const twice = labels.find((label, at) => labels.findIndex(one => one.en === label.en || one['zh-CN'] === label['zh-CN']) < at)
  if (twice) return problem({ kind: 'option-twice', typed: twice.en })
  const options = labels.map((label, index) => ({ value: `o${index + 1}`, label }))
  return { kind: 'question', question: { kind: 'choice', key, text, options } }
}

/** `How easy was it? | 上手容易吗？`, in either order; one language stands for both. Null: there is none. */
function worded(typed: string): Worded | null {
  const bar = typed.indexOf('|')
  const one = (bar < 0 ? typed : typed.slice(0, bar)).trim()
  const other = bar < 0 ? '' : typed.slice(bar + 1).trim()
  if (!one && !other) return null
  if (!one || !other) return { en: one || other, 'zh-CN': one || other }
  return isChineseFirst(one, other) ? { en: other, 'zh-CN': one } : { en: one, 'zh-CN': other }
}

const isChineseFirst = (one: string, other: string): boolean => hasHan(one) && !hasHan(other)
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Questions as `readQuestions` reads them again. */
export const printQuestions = (questions: readonly Question[]): string => questions.map(printed).join('\n')

function printed(question: Question): string {
  const text = both(question.text)
  if (question.kind === 'score') return `${text} [${question.from}-${question.to}]`
  if (question.kind === 'choice') return `${text} [${question.options.map(({ label }) => both(label, '|')).join(' / ')}]`
  // A text that ends with a bracket would be taken for a choice.
  return text.endsWith(']') ? `${text} [text]` : text
}

const both = (text: Worded, bar = ' | '): string => (text.en === text['zh-CN'] ? text.en : `${text.en}${bar}${text['zh-CN']}`)
