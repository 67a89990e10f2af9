import { cleanText } from '../../customers/fields.ts'
import type { Vocabulary } from '../../customers/filter/vocabulary.ts'

const sign = '[:：=＝<＜>＞≥≤≠!！]'
const word = new RegExp(`^(?<word>(?:(?!${sign})[^\\s,，(（])*)\\s?(?<sign>${sign})?`, 'u')

/**
 * Where an unquoted name ends and the filter begins: behind a colon after one word that is no field, else at the first word that stands
 * alone in filters or before a sign (so that fields may be misspelt), at `not` or at a parenthesis. Pure.
 */
export function splitName(line: string, vocabulary: Vocabulary): { name: string; filter: string } {
  const [head = '', named = ''] = /^([^\s:：<>=＝＜＞]+)[:：]/.exec(line) ?? []
  if (named && !vocabulary.fieldOf(named)) return { name: cleanText(named), filter: line.slice(head.length).trim() }
  for (const { index } of line.matchAll(/(?<=^|\s)\S/g))
    if (index > 0 && begins(line.slice(index), vocabulary))
      return { name: cleanText(line.slice(0, index)), filter: line.slice(index) }
  return { name: cleanText(line), filter: '' }
}

function begins(rest: string, { cut, fieldOf, keywordOf }: Vocabulary): boolean {
  if (/^[(（]/.test(rest)) return true
  const { groups } = word.exec(rest) ?? {}
  const [first = ''] = cut(groups?.word ?? '', { isValue: false, beforeOpen: false })
  return groups?.sign !== undefined || fieldOf(first)?.type === 'flag' || keywordOf(first) === 'not'
}
