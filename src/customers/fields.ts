import { exists, type LocalDate } from '../chat/dates/calendar.ts'
import type { Worded } from '../chat/wording.ts'
import { cleanTag } from './query.ts'

/** What people may write about a customer in a form, a command or a file; owner and team are chosen, not written. */
export interface CustomerValues {
  name: string
  phone: string | null
  email: string | null
  tier: string | null
  stage: string | null
  industry: string | null
  region: string | null
  source: string | null
  birthday: LocalDate | null
  referrer: string | null
  externalId: string | null
  tags: string[]
  custom: Record<string, string>
}
export type FieldName = keyof CustomerValues

/** Typed text by field; a field left out is not spoken of, an empty one is cleared. */
export type FieldTexts = Partial<Record<FieldName, string>>

export type Problem =
  | 'name-missing'
  | 'too-long'
  | 'email'
  | 'phone'
  | 'birthday'
  | 'tag-long'
  | 'tags-many'
  | 'custom-many'
  | 'custom-long'
  | 'custom-line'

export const limits = { name: 200, short: 40, text: 200, email: 254, tag: 40, tags: 30, custom: 500, customKey: 60, customs: 100 }

interface Field {
  label: Worded
  /** What people type for it before `=`, lower case. */
  words: readonly string[]
  max: number
}

export const fields: Record<FieldName, Field> = {
  name: { label: { en: 'Name', 'zh-CN': '名称' }, words: ['name', '名称', '名字', '客户名'], max: limits.name },
  phone: {
    label: { en: 'Phone', 'zh-CN': '电话' },
    words: ['phone', 'tel', 'mobile', '电话', '手机', '手机号'],
    max: limits.short,
  },
  email: { label: { en: 'E-mail', 'zh-CN': '邮箱' }, words: ['email', 'mail', 'e-mail', '邮箱', '邮件'], max: limits.email },
  tier: { label: { en: 'Tier', 'zh-CN': '等级' }, words: ['tier', '等级', '级别'], max: limits.short },
  stage: { label: { en: 'Stage', 'zh-CN': '阶段' }, words: ['stage', '阶段'], max: limits.short },
  industry: { label: { en: 'Industry', 'zh-CN': '行业' }, words: ['industry', '行业'], max: limits.text },
  region: { label: { en: 'Region', 'zh-CN': '地区' }, words: ['region', '地区', '区域'], max: limits.text },
  source: { label: { en: 'Source', 'zh-CN': '来源' }, words: ['source', '来源'], max: limits.text },
  birthday: { label: { en: 'Birthday', 'zh-CN': '生日' }, words: ['birthday', '生日'], max: limits.short },
  referrer: { label: { en: 'Referred by', 'zh-CN': '介绍人' }, words: ['referrer', '介绍人', '推荐人'], max: limits.text },
  externalId: {
    label: { en: 'External id', 'zh-CN': '外部编号' },
    words: ['id', 'external_id', 'externalid', '编号', '外部编号'],
    max: limits.text,
  },
  tags: { label: { en: 'Tags', 'zh-CN': '标签' }, words: ['tags', 'tag', '标签'], max: 2_000 },
  custom: { label: { en: 'Own fields', 'zh-CN': '自定义字段' }, words: ['custom', '自定义字段'], max: 3_000 },
}
export const fieldNames = Object.keys(fields) as FieldName[]

/** Text as it is kept: one line, no invisible control or direction-override characters; empty when nothing of it can be seen. */
export function cleanText(typed: string): string {
  const text = typed
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(text) ? text : ''
}

/** Checks and shapes what was typed; only the fields spoken of come back, each as a value or as a problem. */
export function readFields(
  texts: FieldTexts,
  today: LocalDate,
): { values: Partial<CustomerValues>; problems: Partial<Record<FieldName, Problem>> } {
  const values: Partial<Record<FieldName, CustomerValues[FieldName]>> = {}
  const problems: Partial<Record<FieldName, Problem>> = {}
  for (const name of fieldNames) {
    const text = texts[name]
    if (text === undefined) continue
    const read = readField(name, text, today)
    if ('problem' in read) problems[name] = read.problem
    else values[name] = read.value
  }
  return { values: values as Partial<CustomerValues>, problems }
}

type Read = { value: CustomerValues[FieldName] } | { problem: Problem }

/** One field by the rules of all: `today` bounds birthdays. */
export function readField(name: FieldName, typed: string, today: LocalDate): Read {
  if (name === 'tags') return readTags(typed)
  if (name === 'custom') return readCustom(typed)
  const text = cleanText(typed)
  if (!text) return name === 'name' ? { problem: 'name-missing' } : { value: null }
  if ([...text].length > fields[name].max) return { problem: 'too-long' }
  if (name === 'email') return isEmail(text) ? { value: text } : { problem: 'email' }
  if (name === 'phone') return isPhone(text) ? { value: text } : { problem: 'phone' }
  if (name === 'birthday') {
    const day = readDay(text)
    return day && day >= '1800-01-01' && day <= today ? { value: day } : { problem: 'birthday' }
  }
  return { value: text }
}

export const isEmail = (text: string): boolean =>
  text.length <= limits.email && /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:.]{2,}$/u.test(text)

/** Kept as typed; five digits or more make it a number somebody can call. */
export const isPhone = (text: string): boolean => text.normalize('NFKC').replace(/\D/g, '').length >= 5

/** A day with its year first: `1980-05-03`, `1980/5/3`, `1980年5月3日`; null when it is none or does not exist. */
export function readDay(text: string): LocalDate | null {
  const match = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?$/.exec(text.normalize('NFKC').trim())
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])]
  if (!match || !exists(year, month, day)) return null
  return `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function readTags(typed: string): Read {
  const tags = uniqueTags(typed.split(/[,，、;；\n]/))
  if (tags.some(tag => [...tag].length > limits.tag)) return { problem: 'tag-long' }
  return tags.length > limits.tags ? { problem: 'tags-many' } : { value: tags }
}

/** Clean, without empty ones; of tags that differ in case only, the first. */
export function uniqueTags(tags: readonly string[]): string[] {
  const byLower = new Map<string, string>()
  for (const tag of tags.map(cleanTag)) if (tag && !byLower.has(tag.toLowerCase())) byLower.set(tag.toLowerCase(), tag)
  return [...byLower.values()]
}

/** Own fields are written one a line, `plan: Gold`; null when a line is none. An empty value clears. */
export function customLines(typed: string): [string, string][] | null {
  const lines: [string, string][] = []
  for (const line of typed.split('\n')) {
    if (!line.trim()) continue
    const match = /^([^:：=＝]+)[:：=＝](.*)$/u.exec(line)
    const key = cleanText(match?.[1] ?? '')
    if (!key) return null
    lines.push([key, cleanText(match?.[2] ?? '')])
  }
  return lines
}

function readCustom(typed: string): Read {
  const lines = customLines(typed)
  if (!lines) return { problem: 'custom-line' }
  if (lines.some(([key, value]) => [...key].length > limits.customKey || [...value].length > limits.custom))
    return { problem: 'custom-long' }
  const custom = Object.fromEntries(lines.filter(([, value]) => value))
  return Object.keys(custom).length > limits.customs ? { problem: 'custom-many' } : { value: custom }
}

export function customText(custom: Readonly<Record<string, string>>): string {
  return Object.entries(custom)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}
