import type { FilterField } from '../../chat/filter-field.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Expression, Term, Value } from './expression.ts'
import { none, optionOf } from './values.ts'
import { type Keyword, keywords, type Vocabulary } from './vocabulary.ts'

const hasHan = (word: string): boolean => /\p{Script=Han}/u.test(word)

/** The first word of a language, or the first of all. */
export const wordIn = (words: readonly string[], locale: Locale): string =>
  words.find(word => hasHan(word) === (locale === 'zh-CN')) ?? words[0] ?? ''

/** A filter as it was understood, in the words of a language; it reads back as the same. Pure. */
export function printed(expression: Expression, locale: Locale, vocabulary: Vocabulary): string {
  const word = (keyword: Keyword): string => keywords[keyword][locale === 'en' ? 0 : 1]
  const print = (part: Expression, within: Expression['kind'] | null): string => {
    if (part.kind === 'term') return termText(part, locale, vocabulary)
    if (part.kind === 'not') return `${word('not')} ${print(part.part, 'not')}`
    const text = part.parts.map(each => print(each, part.kind)).join(` ${word(part.kind)} `)
    return within === null || (within === 'or' && part.kind === 'and') ? text : `(${text})`
  }
  return print(expression, null)
}

function termText({ field, comparison, subject }: Term, locale: Locale, vocabulary: Vocabulary): string {
  const name = fieldText(field, locale, vocabulary)
  const happened = subject === undefined ? '' : `:${textValue(subject, vocabulary)}`
  if (!comparison) return `${name}${happened}`
  const { operator, value } = comparison
  const sign = operator === '=' && subject === undefined ? ':' : operator
  return `${name}${happened}${sign}${valueText(field, value, locale, vocabulary)}`
}

/** A word that an earlier field has as well means that one, and the words of an own field may have spaces. */
function fieldText(field: FilterField, locale: Locale, vocabulary: Vocabulary): string {
  const own = field.words.filter(word => vocabulary.fieldOf(word) === field)
  const plain = own.filter(word => /^[\p{L}\p{N}._-]+$/u.test(word))
  return plain.length ? wordIn(plain, locale) : quotedText(wordIn(own, locale))
}

function valueText(field: FilterField, value: Value, locale: Locale, vocabulary: Vocabulary): string {
  if (value.kind === 'none')
    return wordIn(
      none.filter(word => field.type !== 'choice' || !optionOf(field.options, word)),
      locale,
    )
  if (value.kind === 'text') return textValue(value.text, vocabulary)
  if (value.kind === 'option') return optionText(field, value.value, locale, vocabulary)
  if (value.kind === 'number')
    return `${value.number}${field.type === 'number' && field.unit === 'percent' ? '%' : ''}${value.currency ?? ''}`
  if (value.kind === 'date') return dateText(value)
  const plus = value.ahead && field.type === 'day' && field.side === 'either' ? '+' : ''
  return `${plus}${value.count}${locale === 'en' ? value.unit.charAt(0) : { day: '天', month: '个月' }[value.unit]}`
}

function optionText(field: FilterField, value: string, locale: Locale, vocabulary: Vocabulary): string {
  const option = field.type === 'choice' ? field.options.find(each => each.value === value) : undefined
  return textValue(option ? wordIn(option.words, locale) : value, vocabulary)
}

/** Bare only where nothing in it can be read as something else. */
function textValue(text: string, { cut, keywordOf }: Vocabulary): string {
  const isPlain =
    /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(text) &&
    cut(text, { isValue: true, beforeOpen: true }).length === 1 &&
    keywordOf(text) === undefined
  return isPlain && !none.includes(text.toLowerCase()) ? text : quotedText(text)
}

/** A text as filters read it in quotes, whatever is in it. */
export const quotedText = (text: string): string => `"${text.replace(/["“”\\]/g, '\\$&')}"`

function dateText({ from, to }: { from: string; to: string }): string {
  if (from === to) return from
  return from.slice(5) === '01-01' && to.slice(5) === '12-31' ? from.slice(0, 4) : from.slice(0, 7)
}
