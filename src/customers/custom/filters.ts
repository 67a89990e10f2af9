import type { FilterField, FilterSource } from '../../chat/filter-field.ts'
import type { Worded } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { likeText } from '../query.ts'
import { type CustomField, no, yes } from './field.ts'
import { activeFields } from './store.ts'

/** A field of the company's own in filters; lists that ask for it show its value. */
export type CustomFilter = FilterField & { own: CustomField }

/** `seats:>20`, `renewal:2026-12`, `plan:gold`, `trial:yes`, `plan:none`. */
export const customFilters: FilterSource = async ({ tx }) => (await activeFields(tx)).map(customFilter)

/** These read every customer that the other words leave. */
export function customFilter(own: CustomField): CustomFilter {
  const names = [own.label, own.key].map(name => name.normalize('NFKC').toLowerCase().trim())
  const spelled = names.flatMap(name => [name, ...['-', '_', ''].map(between => name.replace(/[\s_-]+/g, between))])
  // Where a room's field has the name, `custom.` is in front of it.
  const words = [...new Set([...spelled, ...spelled.map(name => `custom.${name}`)])]
  const meaning: Worded = { en: own.label, 'zh-CN': own.label }
  const value = Prisma.sql`(c."custom"->>${own.key}::text)`
  const base = { name: `custom.${own.id}`, words, meaning, own, none: Prisma.sql`${value} IS NULL` }
  const typed = own.label.replace(/[\s_-]+/g, '-')
  const example = (text: Worded): { example: Worded } => ({
    example: { en: `${typed}${text.en}`, 'zh-CN': `${typed}${text['zh-CN']}` },
  })
  if (own.type === 'number') return { ...base, ...example(same('>20')), type: 'number', value: () => numberOf(value) }
  if (own.type === 'date')
    return { ...base, ...example({ en: '<+30d', 'zh-CN': '<30天后' }), type: 'day', side: 'either', value: () => dateOf(value) }
  if (own.type === 'text')
    return {
      ...base,
      ...example({ en: ':…', 'zh-CN': '：…' }),
      type: 'text',
      where: (_context, text) => Prisma.sql`${value} ILIKE ${`%${likeText(text)}%`}`,
    }
  const options =
    own.type === 'yes-no'
      ? yesOrNo
      : own.options.map(option => ({ value: option, words: [option.normalize('NFKC').toLowerCase()] }))
  const [first] = own.type === 'yes-no' ? ['yes', '是'] : own.options
  const shown = own.type === 'yes-no' ? { en: ':yes', 'zh-CN': '：是' } : same(`:${first ?? ''}`)
  return {
    ...base,
    ...example(shown),
    type: 'choice',
    options,
    where: (_context, values) => Prisma.sql`${value} = ANY(${[...values]}::text[])`,
  }
}

const same = (text: string): Worded => ({ en: text, 'zh-CN': text })

const yesOrNo = [
  { value: 'yes', words: yes },
  { value: 'no', words: no },
]

/** A value from before the field became a number is none; CASE keeps it from being read as one. */
const numberOf = (value: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(CASE WHEN ${value} ~ '^-?[0-9]+([.][0-9]+)?$' THEN ${value}::numeric END)`

const dateOf = (value: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(CASE WHEN ${value} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN ${value}::date END)`
