import { chineseNumber, NUMERAL } from '../../chat/dates/chinese-numbers.ts'
import { addDays, addMonths, type LocalDate } from '../../chat/dates/zone.ts'
import type { FilterField, FilterOption } from '../../chat/filter-field.ts'
import { comparable } from '../custom/field.ts'
import { readDay as readLocalDay } from '../fields.ts'
import { readAmount } from './amount.ts'
import type { Operator, Value } from './expression.ts'

/** What people write for a value that is not there; options of the same name go before. */
export const none = ['none', 'empty', '空', '无', '没有']

/** What a field is compared with; null: it is none of the field's values. A text in quotes is never `none`. Pure. */
export function readValue(field: FilterField, operator: Operator, text: string, quoted: boolean): Value | null {
  const option = field.type === 'choice' ? optionOf(field.options, text) : undefined
  if (option) return { kind: 'option', value: option.value }
  if (!quoted && (operator === '=' || operator === '!=') && none.includes(text.toLowerCase())) return { kind: 'none' }
  if (field.type === 'text') return text.trim() ? { kind: 'text', text } : null
  if (field.type === 'day') return readDay(text, field.side)
  return field.type === 'number' ? readNumber(text, field.unit) : null
}

export const optionOf = (options: readonly FilterOption[], text: string): FilterOption | undefined =>
  options.find(({ words }) => words.some(word => comparable(word) === comparable(text)))

function readNumber(text: string, unit: 'percent' | 'money' | undefined): Value | null {
  const amount = readAmount(text)
  if (!amount || (amount.percent && unit !== 'percent') || (amount.currency && unit !== 'money')) return null
  // 0.6 may be meant as 60 % or as 0.6 %.
  if (unit === 'percent' && !amount.percent && /^0\.\d*[1-9]/.test(amount.number)) return null
  return { kind: 'number', number: amount.number, currency: amount.currency }
}

const units: readonly [RegExp, 'day' | 'month', number][] = [
  [/^(?:d|days?|天|日)$/, 'day', 1],
  [/^(?:w|weeks?|周|个?星期|个?礼拜)$/, 'day', 7],
  [/^(?:m|mo|months?|个月)$/, 'month', 1],
  [/^(?:y|years?|年)$/, 'month', 12],
]
const longest = { day: 36_500, month: 1_200 }
const period = new RegExp(
  `^(?<ahead>\\+)?(?<count>\\d{1,5}|[${NUMERAL}]{1,5}|半)\\s?(?<unit>[a-z]{1,6}|\\p{Script=Han}{1,3}?)(?<side>之?前|以?内|之?后|以后| ago| ahead)?$`,
  'u',
)

/**
 * `30d`, `4w`, `6m`, `1y`, `30天`, `两周`, `三个月`: so long ago, or with `+` or 后 so long ahead; where all is past or all to come it says so
 * by itself. Else a day, month or year: `2026-03-31`, `2026-03`, `2026`.
 */
export function readDay(text: string, side: 'past' | 'future' | 'either'): Value | null {
  const plain = text.normalize('NFKC').toLowerCase().trim()
  const { groups } = period.exec(plain) ?? {}
  const unit = groups && units.find(([pattern]) => pattern.test(groups.unit ?? ''))
  if (!groups || !unit) return readCalendar(plain)
  const [, name, times] = unit
  const single = groups.count === '半' ? 0.5 : (chineseNumber(groups.count ?? '') ?? Number.NaN)
  const count = single * times
  if (!Number.isInteger(count) || count > longest[name]) return null
  const isAhead = groups.ahead !== undefined || /后| ahead/.test(groups.side ?? '')
  const isAgo = /前| ago/.test(groups.side ?? '')
  if ((isAhead && side === 'past') || (isAgo && (isAhead || side === 'future'))) return null
  return { kind: 'period', count, unit: name, ahead: isAhead || side === 'future' }
}

function readCalendar(text: string): Value | null {
  const day = readLocalDay(text)
  if (day) return { kind: 'date', from: day, to: day }
  const [, year, month] = /^(\d{4})\s?(?:[-/.年]\s?(\d{1,2})\s?月?|年)?$/.exec(text) ?? []
  if (!year || Number(year) < 1000) return null
  if (!month) return { kind: 'date', from: `${year}-01-01`, to: `${year}-12-31` }
  const first = readLocalDay(`${year}-${month}-1`)
  return first ? { kind: 'date', from: first, to: addDays(addMonths(first, 1), -1) } : null
}

/** The day that lies so long before today or after it. */
export const periodEnd = ({ count, unit, ahead }: Extract<Value, { kind: 'period' }>, today: LocalDate): LocalDate => {
  const signed = ahead ? count : -count
  return unit === 'day' ? addDays(today, signed) : addMonths(today, signed)
}
