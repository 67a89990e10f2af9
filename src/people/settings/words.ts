import type { Worded } from '../../chat/wording.ts'
import { problem, type Reading, tidy } from './reading.ts'

/** A choice among few values, each with the words people type for it. */
export interface Option {
  value: string
  label: Worded
  words: readonly string[]
}

export const languages: readonly Option[] = [
  { value: 'en', label: { en: 'English', 'zh-CN': 'English' }, words: ['english', 'en-us', 'en-gb', '英文', '英语'] },
  {
    value: 'zh-CN',
    label: { en: '简体中文', 'zh-CN': '简体中文' },
    words: ['zh', 'zh-hans', 'cn', 'chinese', '中文', '简体中文', '简体', '汉语'],
  },
]

export const yesNo: readonly Option[] = [
  { value: 'yes', label: { en: 'Yes', 'zh-CN': '是' }, words: ['y', 'true', 'on', '1', '是', '开', '开启'] },
  { value: 'no', label: { en: 'No', 'zh-CN': '否' }, words: ['n', 'false', 'off', '0', '否', '不', '关', '关闭'] },
]

/** Bands of risk that a digest may start at; `healthy` would list everybody. */
export const digestBands: readonly Option[] = [
  { value: 'watch', label: { en: 'Watch', 'zh-CN': '关注' }, words: ['关注', '需关注', '观察'] },
  {
    value: 'at_risk',
    label: { en: 'At risk', 'zh-CN': '有风险' },
    words: ['at-risk', 'atrisk', 'at risk', 'risk', '有风险', '风险'],
  },
  { value: 'critical', label: { en: 'Critical', 'zh-CN': '高危' }, words: ['高危', '高风险', '严重'] },
]

/** Reads one of the options; otherwise says which there are. */
export function readOption(options: readonly Option[], text: string): Reading {
  const typed = tidy(text).toLowerCase()
  const found = options.find(({ value, words }) => value.toLowerCase() === typed || words.includes(typed))
  if (found) return { value: found.value }
  const shown = text.trim().slice(0, 40)
  const all = options.map(({ value }) => value).join(', ')
  const chinese = options.map(({ value, words }) => words.find(word => /\p{Script=Han}/u.test(word)) ?? value).join('、')
  return problem(`“${shown}” is none of ${all}.`, `“${shown}”不在可选范围内：${chinese}。`)
}

export const labelOf = (options: readonly Option[], value: string): Worded =>
  options.find(option => option.value === value)?.label ?? { en: value, 'zh-CN': value }
