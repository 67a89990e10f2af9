import type { Context, Team } from '../../chat/context.ts'
import { plainText } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { comparable } from '../../customers/custom/field.ts'
import { cleanText } from '../../customers/fields.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { readerFor } from '../../segments/own/run.ts'
import type { Question } from '../questionnaire.ts'
import { questionnairesOf, shippedNamed } from '../questionnaires.ts'
import { type LinesProblem, longestOption, longestQuestion, mostQuestions, readQuestions } from './lines.ts'

/** A questionnaire as it was typed. */
export interface Draft {
  teamId: number
  /** The one that it takes the place of; null: it is new. */
  questionnaireId: number | null
  name: string
  /** Empty: for every customer. */
  filter: string
  lines: string
}

export const longestName = 60
/** What a form's field holds. */
export const longestLines = 3_000
const mostOwn = 50

const words = wording({
  en: {
    name: `A questionnaire needs a name of at most ${longestName} characters.`,
    taken: (name: string) => `There is a questionnaire “${name}” already. Choose another name, or edit that one.`,
    many: `A team has at most ${mostOwn} questionnaires of its own. Archive one first.`,
    lines: `The questions have at most ${longestLines.toLocaleString('en')} characters together.`,
    line: (line: number, problem: string) => `Line ${line}: ${problem}`,
    empty: 'there is no question before the bracket.',
    long: `a question has at most ${longestQuestion} characters.`,
    scale: (typed: string) => `a scale goes from 0 or 1 to at most 10, such as [1-5] or [0-10], not [${typed}].`,
    'options-few': 'a choice needs at least two answers, such as [yes / no].',
    'options-many': 'a choice has at most 10 answers.',
    'option-long': (typed: string) => `“${typed}” is too long: an answer has at most ${longestOption} characters.`,
    'option-twice': (typed: string) => `“${typed}” is there twice.`,
    none: 'Write at least one question.',
    'too-many': (count: number) => `At most ${mostQuestions} questions; these are ${count}.`,
  },
  'zh-CN': {
    name: `请填写问卷名称，最多 ${longestName} 个字符。`,
    taken: (name: string) => `已有问卷“${name}”，请换一个名称，或编辑原来的问卷。`,
    many: `每个团队最多自建 ${mostOwn} 份问卷，请先归档一些。`,
    lines: `全部题目合计最多 ${longestLines} 个字符。`,
    line: (line: number, problem: string) => `第 ${line} 行：${problem}`,
    empty: '方括号前没有题目。',
    long: `每道题最多 ${longestQuestion} 个字符。`,
    scale: (typed: string) => `评分范围从 0 或 1 开始，最大到 10，例如 [1-5] 或 [0-10]，不能是 [${typed}]。`,
    'options-few': '选择题至少要有两个选项，例如 [是 / 否]。',
    'options-many': '选择题最多 10 个选项。',
    'option-long': (typed: string) => `“${typed}”太长，每个选项最多 ${longestOption} 个字符。`,
    'option-twice': (typed: string) => `选项“${typed}”重复了。`,
    none: '请至少写一道题。',
    'too-many': (count: number) => `最多 ${mostQuestions} 道题，现在有 ${count} 道。`,
  },
})

export type Checked =
  | { kind: 'fine'; name: string; filter: string | null; questions: Question[] }
  | { kind: 'wrong'; errors: Record<string, string> }

/** Whether a questionnaire can be saved as it is. What is wrong is said by field, questions by line. */
export async function checkDraft(context: Context, team: Team, draft: Draft): Promise<Checked> {
  const { tx, locale } = context
  const text = words(locale)
  const errors: Record<string, string> = {}
  const name = cleanText(draft.name)
  const others = (await questionnairesOf(tx, team.id)).filter(({ id }) => id !== null && id !== draft.questionnaireId)
  if (comparable(name) === '' || [...name].length > longestName) errors.name = text.name
  else if (shippedNamed(name) || others.some(other => other.kind === comparable(name))) errors.name = text.taken(name)
  else if (draft.questionnaireId === null && others.length >= mostOwn) errors.name = text.many
  const filter = draft.filter.trim()
  const read = filter === '' ? null : (await readerFor(context, team))(filter)
  if (read?.kind === 'problem') errors.filter = plainText(problemInlines(locale, read.problem))
  const questions = readQuestions(draft.lines)
  if (questions.kind === 'wrong') errors.lines = questions.problems.map(one => problemText(locale, one)).join('\n')
  else if (draft.lines.length > longestLines) errors.lines = text.lines
  if (questions.kind === 'wrong' || Object.keys(errors).length > 0) return { kind: 'wrong', errors }
  return { kind: 'fine', name, filter: filter || null, questions: questions.questions }
}

function problemText(locale: Locale, { line, problem }: LinesProblem): string {
  const text = words(locale)
  if (line === null) return problem.kind === 'too-many' ? text['too-many'](problem.count) : text.none
  return text.line(line, 'typed' in problem ? text[problem.kind](problem.typed) : text[problem.kind])
}
