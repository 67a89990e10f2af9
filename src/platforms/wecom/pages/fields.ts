import type { Choice, Field } from '../../../chat/form.ts'
import { type Html, html } from '../../../chat/html.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Held } from '../form/values.ts'
import { inputName, type Problem, pickName } from './field-values.ts'
import { pageWords } from './words.ts'

/** A field on a page: what it holds or what was typed, and what is wrong with it. */
export interface FieldContent {
  field: Field
  index: number
  held: Held | undefined
  typed: string | undefined
  problem: Problem | undefined
  locale: Locale
}

/** Few enough to be seen at once. */
const mostRadios = 7

export function fieldHtml(content: FieldContent): Html {
  const { field, index, problem } = content
  const id = inputName(index)
  const said = html`${hintOf(content) && html`<p class="hint" id="${id}-hint">${hintOf(content)}</p>`}${
    problem && html`<p class="wrong" id="${id}-wrong">${problem.text}</p>`
  }`
  const bad = problem && html` class="bad"`
  if (field.kind === 'choice' && (field.multiple || field.options.length <= mostRadios))
    return html`
<fieldset${bad}${described(content)}><legend>${label(content)}</legend>${said}${options(field, content)}</fieldset>`
  return html`
<div${bad}><label class="question" for="${id}">${label(content)}</label>${said}
${field.kind === 'choice' ? select(field, content) : input(content)}${picks(content)}</div>`
}

const label = ({ field, locale }: FieldContent): Html =>
  html`${field.label}${field.optional && html`<span class="soft">${pageWords(locale).optional}</span>`}`

function hintOf({ field, locale }: FieldContent): string {
  const words = pageWords(locale)
  const own = { date: words.dateHint, person: words.personHint, customer: words.customerHint }
  return field.hint ?? (field.kind in own ? own[field.kind as keyof typeof own] : '')
}

function described(content: FieldContent): Html {
  const id = inputName(content.index)
  const by = [...(hintOf(content) ? [`${id}-hint`] : []), ...(content.problem ? [`${id}-wrong`] : [])]
  return html`${by.length > 0 && html` aria-describedby="${by.join(' ')}"`}`
}

const common = (content: FieldContent): Html =>
  html` id="${inputName(content.index)}" name="${inputName(content.index)}"${content.problem && html` aria-invalid="true"`}${
    !content.field.optional && html` aria-required="true"`
  }${described(content)}`

function input(content: FieldContent): Html {
  const { field, held, typed, problem } = content
  const text = typed ?? held?.shown ?? ''
  const longest = field.kind === 'text' && field.maxLength !== undefined && html` maxlength="${field.maxLength}"`
  // A line break right after the tag belongs to nobody, so that one which was typed stays.
  if (field.kind === 'text' && field.multiline)
    return html`<textarea rows="4"${longest}${common(content)}>
${text}</textarea>`
  // What is no date would not stay in an input of dates.
  const type = field.kind === 'date' && !problem ? html` type="date"` : html` type="text"`
  const keys = field.kind === 'number' && html` inputmode="decimal"`
  return html`<input${type}${keys}${longest} autocomplete="off" value="${text}"${common(content)}>`
}

const isChosen = ({ held }: FieldContent, value: string): boolean => [held?.value ?? []].flat().includes(value)

function options(field: Extract<Field, { kind: 'choice' }>, content: FieldContent): Html {
  const type = field.multiple ? 'checkbox' : 'radio'
  const none: Choice[] = field.optional && !field.multiple ? [{ value: '', label: pageWords(content.locale).none }] : []
  const chosen = (value: string) => (value === '' ? !content.held?.value?.length : isChosen(content, value))
  return html`<div class="choices">${[...none, ...field.options].map(
    option =>
      html`<label class="option"><input type="${type}" name="${inputName(content.index)}" value="${option.value}"${
        chosen(option.value) && html` checked`
      }><span>${option.label}</span></label>`,
  )}</div>`
}

function select(field: Extract<Field, { kind: 'choice' }>, content: FieldContent): Html {
  const words = pageWords(content.locale)
  return html`<select${common(content)}><option value="">${field.optional ? words.none : words.choose}</option>${field.options.map(
    ({ value, label: text }) => html`<option value="${value}"${isChosen(content, value) && html` selected`}>${text}</option>`,
  )}</select>`
}

/** The customers that what was typed may mean. */
function picks({ index, problem, locale }: FieldContent): Html | undefined {
  if (!problem?.choices) return undefined
  return html`<fieldset class="which"><legend class="hidden">${pageWords(locale).which}</legend><div class="choices">${problem.choices.map(
    ({ value, label: text }) =>
      html`<label class="option"><input type="radio" name="${pickName(index)}" value="${value}"><span>${text}</span></label>`,
  )}</div></fieldset>`
}
