import { problem, type Reading, tidy } from './reading.ts'

/** An amount of money a year, two decimals at most: 1000, 1,000.50, 2k, 1万. */
export function readAmount(text: string): Reading {
  const typed = tidy(text).toLowerCase().replaceAll(/[,\s]/g, '')
  const match = /^(\d{1,9}(?:\.\d{1,2})?)([k万])?$/.exec(typed)
  if (!match)
    return problem(`“${shown(text)}” is no amount; write it like 1000.`, `“${shown(text)}”不是有效的金额，请写成 1000。`)
  const unit = match[2] === 'k' ? 1_000 : match[2] === '万' ? 10_000 : 1
  return { value: String(Math.round(Number(match[1]) * unit * 100) / 100) }
}

/** More rows than this no chat message holds. */
const longestDigest = 30

/** How many customers the digest lists: 1 to 30. */
export function readLength(text: string): Reading {
  const typed = tidy(text).replace(/[个条名]$/, '')
  const length = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (length >= 1 && length <= longestDigest) return { value: String(length) }
  return problem(
    `The length is a number from 1 to ${longestDigest}, not “${shown(text)}”.`,
    `条数应为 1 到 ${longestDigest} 的整数，“${shown(text)}”不行。`,
  )
}

/** How far ahead churn risk looks: less than two weeks says nothing, more than two years cannot be checked. */
const [shortestHorizon, longestHorizon] = [14, 730]

/** Days ahead: 14 to 730. */
export function readHorizon(text: string): Reading {
  const typed = tidy(text).replace(/\s*(?:d|days?|天)$/i, '')
  const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (days >= shortestHorizon && days <= longestHorizon) return { value: String(days) }
  return problem(
    `The horizon is a number of days from ${shortestHorizon} to ${longestHorizon}, not “${shown(text)}”.`,
    `预测天数应为 ${shortestHorizon} 到 ${longestHorizon} 的整数，“${shown(text)}”不行。`,
  )
}

/** A currency by its ISO code: EUR, cny, 人民币. */
export function readCurrency(text: string): Reading {
  const typed = tidy(text).toUpperCase()
  const value =
    { 人民币: 'CNY', 元: 'CNY', RMB: 'CNY', 美元: 'USD', 欧元: 'EUR', 英镑: 'GBP', 日元: 'JPY', 港币: 'HKD' }[typed] ?? typed
  if (Intl.supportedValuesOf('currency').includes(value)) return { value }
  return problem(
    `“${shown(text)}” is no currency; write its three letters, like EUR.`,
    `没有“${shown(text)}”这种货币，请写三个字母的代码，如 CNY。`,
  )
}

/** A team's name: one line of at most 60 characters. */
export function readName(text: string): Reading {
  const value = text.replace(/\s+/g, ' ').trim()
  if (value.length >= 1 && [...value].length <= 60) return { value }
  return problem('A name has 1 to 60 characters.', '名称需为 1 到 60 个字。')
}

const shown = (text: string): string => text.trim().slice(0, 40)
