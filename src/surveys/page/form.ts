import { type Html, html } from '../../chat/html.ts'
import type { Locale } from '../../chat/wording.ts'
import { longestAnswer, type Question } from '../questionnaire.ts'
import { pageWords } from './words.ts'

export interface FormContent {
  questions: readonly Question[]
  locale: Locale
  /** What stands in the fields, by question: what was clicked in the message, or what was typed and not taken. */
  given: Readonly<Record<string, string>>
  /** What is wrong, by question. */
  problems: Readonly<Record<string, string>>
  /** The first question must be answered; not when it is answered already. */
  firstRequired: boolean
}

/** All questions of a survey on one page. */
export function surveyForm({ questions, locale, given, problems, firstRequired }: FormContent): Html {
  const fields = questions.map((question, index) =>
    field({
      question,
      locale,
      given: given[question.key] ?? '',
      problem: problems[question.key],
      required: index === 0 && firstRequired,
    }),
  )
  return html`<form method="post" action="?lang=${locale}" accept-charset="utf-8">${fields}
<button>${pageWords(locale).send}</button></form>`
}

interface FieldContent {
  question: Question
  locale: Locale
  given: string
  problem: string | undefined
  required: boolean
}

function field(content: FieldContent): Html {
  const { question, problem } = content
  const said = problem && html`<p class="wrong" id="${question.key}-wrong">${problem}</p>`
  if (question.kind === 'text') return textField(question, content, said)
  const described = [
    ...(question.kind === 'score' ? [`${question.key}-ends`] : []),
    ...(problem ? [`${question.key}-wrong`] : []),
  ]
  return html`
<fieldset${problem && html` class="bad"`}${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}><legend>${label(content)}</legend>
${question.kind === 'score' ? scale(question, content) : choices(question, content)}${said}</fieldset>`
}

function label({ question, locale, required }: FieldContent): Html {
  return html`${question.text[locale]}${!required && html`<span class="optional">${pageWords(locale).optional}</span>`}`
}

function scale(question: Extract<Question, { kind: 'score' }>, content: FieldContent): Html {
  const { key, from, to, low, high } = question
  const scores = Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
  return html`<div class="${scores.length > 6 ? 'scale' : 'scale short'}">${scores.map(score => option(content, score, score))}</div>
<p class="ends" id="${key}-ends"><span>${from} = ${low[content.locale]}</span> <span>${to} = ${high[content.locale]}</span></p>`
}

const choices = ({ options }: Extract<Question, { kind: 'choice' }>, content: FieldContent): Html =>
  html`<div class="choices">${options.map(({ value, label: words }) => option(content, value, words[content.locale]))}</div>`

function option({ question, given, required }: FieldContent, value: string, words: string): Html {
  const state = html`${given === value && html` checked`}${required && html` required`}`
  return html`<label class="option"><input type="radio" name="${question.key}" value="${value}"${state}><span>${words}</span></label>`
}

function textField({ key }: Question, content: FieldContent, said: Html | '' | undefined): Html {
  const { given, problem, required } = content
  const state = html`${problem && html` aria-invalid="true" aria-describedby="${key}-wrong"`}${required && html` required`}`
  // A line break right after the tag belongs to nobody, so that one which was typed stays.
  return html`
<div${problem && html` class="bad"`}><label class="question" for="${key}">${label(content)}</label>
<textarea id="${key}" name="${key}" maxlength="${longestAnswer}" rows="4"${state}>
${given}</textarea>${said}</div>`
}
