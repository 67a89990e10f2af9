const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'〇一二三四五六七八九'].map((digit, value) => [digit, value])),
  零: 0,
  两: 2,
  兩: 2,
}
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const BIG_UNITS: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 }

/** Every character that may stand in a Chinese numeral, for use inside a character class. */
export const NUMERAL = '〇零一二两兩三四五六七八九十百千万萬亿億廿'

/**
 * The value of a whole number in digits or Chinese: 12, 十二, 二十三, 三万五千, 二〇二七 (a digit string), 一万二 (12,000: the
 * last digit takes the next lower unit). Null when the text is no number.
 */
export function chineseNumber(text: string): number | null {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const characters = [...text.replaceAll('廿', '二十')]
  if (characters.length === 0 || characters.length > 20) return null
  if (characters.length > 1 && characters.every(character => DIGITS[character] !== undefined)) {
    return Number(characters.map(character => DIGITS[character]).join(''))
  }
  return composed(characters)
}

function composed(characters: readonly string[]): number | null {
  let total = 0
  let section = 0
  let digit: number | null = null
  let lastUnit = 1
  for (const character of characters) {
    const value = DIGITS[character]
    const unit = UNITS[character]
    const big = BIG_UNITS[character]
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = value
      if (value === 0) lastUnit = 10
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit
      digit = null
      lastUnit = unit
    } else if (big !== undefined) {
      const head = section + (digit ?? 0)
      if (head === 0) return null
      total = total < big && total > 0 ? (total + head) * big : total + head * big
      section = 0
      digit = null
      lastUnit = big
    } else return null
  }
  // 一万二 is 12,000 and 三百五 is 350, but 二十三 is 23 and 一百零五 is 105.
  const tail = digit ?? 0
  return total + section + (lastUnit >= 100 ? tail * (lastUnit / 10) : tail)
}
