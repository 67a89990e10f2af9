import { type Locale, type Worded, wording } from '../chat/wording.ts'
import { type FieldName, fields, limits, type Problem } from './fields.ts'

const words = wording({
  en: {
    'name-missing': 'A customer needs a name.',
    'too-long': (max: number) => `At most ${max} characters.`,
    email: 'This is not an e-mail address, such as anna@acme.example.',
    phone: 'A phone number needs at least five digits.',
    birthday: 'This is not a day that exists (or it is yet to come). Write it as 1980-05-31.',
    'tag-long': `A tag has at most ${limits.tag} characters.`,
    'tags-many': `A customer has at most ${limits.tags} tags.`,
    'custom-many': `At most ${limits.customs} own fields; archive some with /rapport fields.`,
    'custom-long': `An own field has at most ${limits.custom} characters, its name ${limits.customKey}.`,
    'custom-line': 'Write one field a line, as “plan: Gold”.',
  },
  'zh-CN': {
    'name-missing': '请填写客户名称。',
    'too-long': (max: number) => `最多 ${max} 个字符。`,
    email: '邮箱格式不对，应类似 anna@acme.example。',
    phone: '电话号码至少要有 5 位数字。',
    birthday: '这一天不存在或还没到，请按 1980-05-31 的格式填写。',
    'tag-long': `每个标签最多 ${limits.tag} 个字符。`,
    'tags-many': `每位客户最多 ${limits.tags} 个标签。`,
    'custom-many': `自定义字段最多 ${limits.customs} 个，可用 /rapport 字段 归档一些。`,
    'custom-long': `自定义字段内容最多 ${limits.custom} 个字符，字段名最多 ${limits.customKey} 个字符。`,
    'custom-line': '请每行写一个字段，例如“套餐：黄金版”。',
  },
})

/** What is wrong with a field, for its reader. */
export function problemText(locale: Locale, field: FieldName, problem: Problem): string {
  const text = words(locale)
  return problem === 'too-long' ? text['too-long'](fields[field].max) : text[problem]
}

/** The same in both languages, for a row of a file. */
export const problemWorded = (field: FieldName, problem: Problem): Worded => ({
  en: problemText('en', field, problem),
  'zh-CN': problemText('zh-CN', field, problem),
})

/** The same for several fields, as a form wants it. */
export function problemTexts(locale: Locale, problems: Partial<Record<FieldName, Problem>>): Record<string, string> {
  const entries = Object.entries(problems) as [FieldName, Problem][]
  return Object.fromEntries(entries.map(([field, problem]) => [field, problemText(locale, field, problem)]))
}
