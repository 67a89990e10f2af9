import { type Locale, wording } from '../../chat/wording.ts'
import { limits } from '../fields.ts'
import { type CustomField, fieldNamed, mostCustomFields, readValue, whyNot } from './field.ts'

const words = wording({
  en: {
    archived: 'this field is archived; managers bring it back with /rapport fields.',
    many: `There are ${mostCustomFields} own fields already; managers archive some with /rapport fields.`,
    long: `An own field has at most ${limits.custom} characters, its name ${limits.customKey}.`,
  },
  'zh-CN': {
    archived: '该字段已归档，经理可用 /rapport 字段 恢复。',
    many: `自定义字段已有 ${mostCustomFields} 个，经理可用 /rapport 字段 归档一些。`,
    long: `自定义字段内容最多 ${limits.custom} 个字符，字段名最多 ${limits.customKey} 个字符。`,
  },
})

export interface Settled {
  /** All of the customer's own fields as they are to be, by key. */
  custom: Record<string, string>
  /** What is wrong, by the field's input in a form; `custom` for a name nobody knows. */
  errors: Record<string, string>
}

/** The name of a field's input in a form. */
export const inputOf = (field: { id: number }): string => `custom.${field.id}`

/**
 * What was written under the names of own fields, checked by their types; an empty text clears. A name nobody knows becomes a
 * field of text when the customer is written. Pure.
 */
export function settleCustom(
  locale: Locale,
  fields: readonly CustomField[],
  current: Readonly<Record<string, string>>,
  typed: readonly (readonly [string, string])[],
): Settled {
  const text = words(locale)
  const custom = { ...current }
  const errors: Record<string, string> = {}
  const unknown = new Set<string>()
  for (const [name, written] of typed) {
    const field = fieldNamed(fields, name)
    const key = field?.key ?? name
    if (!written) {
      delete custom[key]
      continue
    }
    if (!field) {
      unknown.add(name)
      if ([...name].length > limits.customKey || [...written].length > limits.custom) errors.custom = text.long
      else custom[key] = written
      continue
    }
    if (written === current[key]) continue
    const value = readValue(field, written)
    if (value !== null && !field.archived) custom[key] = value
    else errors[inputOf(field)] = `${field.label}: ${field.archived ? text.archived : whyNot(field, locale)}`
  }
  const active = fields.filter(field => !field.archived).length
  if (unknown.size && active + unknown.size > mostCustomFields) errors.custom = text.many
  return { custom, errors }
}
