import type { Worded } from '../../chat/wording.ts'

/** A cell as it is repeated to the person: short, on one line. */
export const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Why a cell cannot be taken, whatever its kind. */
export const cellReasons = {
  long: (longest: number): Worded => ({
    en: `is longer than ${longest} characters`,
    'zh-CN': `超过 ${longest} 个字符`,
  }),
  date: (text: string): Worded => ({
    en: `${quoted(text)} is not a date; write 2026-03-31 or 2026-03-31T14:30:00+02:00`,
    'zh-CN': `${quoted(text)} 不是日期，请写成 2026-03-31 或 2026-03-31T14:30:00+08:00`,
  }),
  noDay: (text: string): Worded => ({
    en: `${quoted(text)} is a day that does not exist`,
    'zh-CN': `${quoted(text)} 这一天不存在`,
  }),
  amount: (text: string): Worded => ({
    en: `${quoted(text)} is not an amount; write 1234.50, without currency sign or thousands separator`,
    'zh-CN': `${quoted(text)} 不是金额，请写成 1234.50，不带货币符号和千位分隔符`,
  }),
  decimals: (text: string): Worded => ({
    en: `${quoted(text)} has more than two decimals`,
    'zh-CN': `${quoted(text)} 的小数超过两位`,
  }),
  quantity: (text: string): Worded => ({
    en: `${quoted(text)} is not a quantity; write 2 or 0.75, with three decimals at most`,
    'zh-CN': `${quoted(text)} 不是数量，请写成 2 或 0.75，小数最多三位`,
  }),
  currency: (text: string): Worded => ({
    en: `${quoted(text)} is not a currency; write a three-letter code such as EUR or CNY`,
    'zh-CN': `${quoted(text)} 不是货币代码，请写三个字母的代码，例如 CNY 或 EUR`,
  }),
  word: (text: string, known: readonly string[]): Worded => ({
    en: `${quoted(text)} is none of ${known.join(', ')}`,
    'zh-CN': `${quoted(text)} 不在可用的取值中：${known.join('、')}`,
  }),
  integer: (text: string, from: number, to: number): Worded => ({
    en: `${quoted(text)} is not a whole number from ${from} to ${to}`,
    'zh-CN': `${quoted(text)} 不是 ${from} 到 ${to} 之间的整数`,
  }),
  day: (text: string): Worded => ({
    en: `${quoted(text)} is not a day; write 2026-03-31`,
    'zh-CN': `${quoted(text)} 不是日期，请写成 2026-03-31`,
  }),
  invisible: (): Worded => ({ en: 'holds nothing that can be seen', 'zh-CN': '没有可见的内容' }),
}

/** Why a row that is right in itself cannot land, whatever its kind. */
export const rowReasons = {
  unknownCustomer: (customer: string): Worded => ({
    en: `there is no customer with the external id ${quoted(customer)}; import the customers first, or use --create-customers`,
    'zh-CN': `没有外部编号为 ${quoted(customer)} 的客户，请先导入客户，或加上 --create-customers`,
  }),
  missingWhenNew: (column: string): Worded => ({
    en: `is missing; a new record needs it (another name for the column: --map ${column}=COLUMN)`,
    'zh-CN': `没有填写，新记录必须有（列名不同时请用 --map ${column}=列名）`,
  }),
}
