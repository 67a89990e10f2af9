import { type Locale, wording } from '../chat/wording.ts'
import { type FieldName, fields } from './fields.ts'

const words = wording({
  en: { owner: 'owner', team: 'team', left: 'left', contact: 'contact' },
  'zh-CN': { owner: '负责人', team: '团队', left: '流失', contact: '联系人' },
})

/** A Change's field as people call it; own fields by their own name. */
export function fieldLabel(field: string, locale: Locale): string {
  const text = words(locale)
  if (field === 'owner' || field === 'team' || field === 'left' || field === 'contact') return text[field]
  if (field.startsWith('custom.')) return field.slice('custom.'.length)
  const known = fields[field as FieldName] as (typeof fields)[FieldName] | undefined
  return known ? (locale === 'en' ? known.label.en.toLowerCase() : known.label[locale]) : field
}
