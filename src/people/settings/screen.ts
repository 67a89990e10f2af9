import { z } from 'zod'
import type { Field, FormValues } from '../../chat/form.ts'
import type { Locale } from '../../chat/wording.ts'
import type { Setting } from './reading.ts'
import { showDays } from './weekdays.ts'
import { digestBands, languages, type Option, yesNo } from './words.ts'

const choices: Record<string, readonly Option[]> = { lang: languages, own: yesNo, band: digestBands }

/** A form's fields for settings, filled in. */
export function settingFields<Key extends string>(
  settings: readonly Setting<Key>[],
  values: Record<Key, string>,
  locale: Locale,
): Field[] {
  return settings.map(({ key, label, hint }) => {
    const base = { name: key, label: label[locale], ...(hint ? { hint: hint[locale] } : {}) }
    const value = values[key]
    if (key === 'days') {
      const options = [1, 2, 3, 4, 5, 6, 7].map(day => ({ value: String(day), label: showDays([day], locale) }))
      return { ...base, kind: 'choice', multiple: true, options, value: value.split(',') }
    }
    const options = choices[key]?.map(option => ({ value: option.value, label: option.label[locale] }))
    if (options) return { ...base, kind: 'choice', options, value }
    return key === 'min' || key === 'length' ? { ...base, kind: 'number', value, min: '0' } : { ...base, kind: 'text', value }
  })
}

/** What was filled in, before each setting reads its own. */
export const filledIn = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]))

export interface Filled<Key extends string> {
  values: Partial<Record<Key, string>>
  errors: Record<string, string>
}

/** Reads a submitted form; a field left empty is an error, for every setting has a value. */
export function readFilled<Key extends string>(
  filled: FormValues,
  settings: readonly Setting<Key>[],
  locale: Locale,
): Filled<Key> {
  const read: Filled<Key> = { values: {}, errors: {} }
  for (const { key, read: readSetting } of settings) {
    const given = filled[key]
    const reading = readSetting(Array.isArray(given) ? given.join(',') : (given ?? ''))
    if ('value' in reading) read.values[key] = reading.value
    else read.errors[key] = reading.problem[locale]
  }
  return read
}
