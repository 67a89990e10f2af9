import { type Locale, wording } from '../../chat/wording.ts'
import { cleanText, limits, readDay } from '../fields.ts'

export const customTypes = ['text', 'number', 'date', 'choice', 'yes-no'] as const
export type CustomType = (typeof customTypes)[number]

/** A field of the company's own. */
export interface CustomField {
  id: number
  /** Under which `Customer.custom` holds its values; never changes. */
  key: string
  /** What people call it. */
  label: string
  type: CustomType
  /** What a choice may be. */
  options: string[]
  archived: boolean
}

export const mostCustomFields = 100

const words = wording({
  en: {
    long: `at most ${limits.custom} characters.`,
    number: 'this is not a number, such as 25 or 12.5.',
    date: 'this is not a day that exists, such as 2026-03-31.',
    'yes-no': 'write yes or no.',
    choice: (options: string) => `choose one of ${options}.`,
    yes: 'yes',
    no: 'no',
    text: 'text',
    numberType: 'number',
    dateType: 'date',
    choiceType: 'choice',
    'yes-noType': 'yes or no',
  },
  'zh-CN': {
    long: `最多 ${limits.custom} 个字符。`,
    number: '请填写数字，例如 25 或 12.5。',
    date: '请填写存在的日期，例如 2026-03-31。',
    'yes-no': '请填写“是”或“否”。',
    choice: (options: string) => `请从以下选项中选择：${options}。`,
    yes: '是',
    no: '否',
    text: '文本',
    numberType: '数字',
    dateType: '日期',
    choiceType: '选项',
    'yes-noType': '是/否',
  },
})

/** A name as names are compared: `Renewal type`, `renewal-type` and `renewal_type` are one. */
export const comparable = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')

export const fieldNamed = <Field extends { key: string; label: string }>(
  fields: readonly Field[],
  name: string,
): Field | null => {
  const wanted = comparable(name)
  return (
    fields.find(field => comparable(field.key) === wanted) ?? fields.find(field => comparable(field.label) === wanted) ?? null
  )
}

/** What people write for yes and no, lower case. */
export const yes = ['yes', 'y', 'true', '是', '对', '有', '✓']
export const no = ['no', 'n', 'false', '否', '不', '没有', '无']

/** A value in the form of its type: decimal text, YYYY-MM-DD, an option as it is spelled, `yes` or `no`; null when it is none. */
export function readValue(field: Pick<CustomField, 'type' | 'options'>, typed: string): string | null {
  const text = cleanText(typed)
  if ([...text].length > limits.custom) return null
  if (field.type === 'number') return readNumber(text)
  if (field.type === 'date') return readDay(text)
  if (field.type === 'choice') return field.options.find(option => comparable(option) === comparable(text)) ?? null
  if (field.type === 'yes-no') return yes.includes(text.toLowerCase()) ? 'yes' : no.includes(text.toLowerCase()) ? 'no' : null
  return text
}

function readNumber(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
  if (!/^[+-]?\d{1,15}(?:\.\d{1,6})?$/.test(plain)) return null
  const trimmed = plain.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1')
  return trimmed.includes('.') ? trimmed.replace(/\.?0+$/, '') : trimmed
}

/** Why a text is no value of the field, for its reader. */
export function whyNot({ type, options }: Pick<CustomField, 'type' | 'options'>, locale: Locale): string {
  const text = words(locale)
  if (type === 'choice') return text.choice(options.slice(0, 20).join(locale === 'en' ? ', ' : '、'))
  return type === 'text' ? text.long : text[type]
}

/** A stored value as people read it. */
export function shownValue({ type }: Pick<CustomField, 'type'>, value: string, locale: Locale): string {
  if (type === 'yes-no' && (value === 'yes' || value === 'no')) return words(locale)[value]
  if (type !== 'number') return value
  const [whole = '', fraction] = value.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

export const typeName = (type: CustomType, locale: Locale): string =>
  type === 'text' ? words(locale).text : words(locale)[`${type}Type`]

/** The type that all of a column's first values have; numbers that could be ids or phone numbers are text. */
export function typeOf(values: readonly string[]): CustomType {
  const all = (type: CustomType) => values.length > 0 && values.every(value => readValue({ type, options: [] }, value) !== null)
  if (all('yes-no')) return 'yes-no'
  if (all('number') && values.every(value => /^-?(?:0|[1-9]\d{0,8})(?:\.\d+)?$/.test(value.trim()))) return 'number'
  return all('date') ? 'date' : 'text'
}
