import type { FilterField } from '../../chat/filter-field.ts'
import type { Token } from './tokens.ts'

export const keywords = {
  and: ['and', '且', '并且', '而且'],
  or: ['or', '或', '或者'],
  not: ['not', '非', '不是', '不'],
} as const
export type Keyword = keyof typeof keywords

/** What words of a filter mean: the fields' and `and`, `or`, `not`. */
export interface Vocabulary {
  fieldOf(word: string): FilterField | undefined
  keywordOf(word: string): Keyword | undefined
  /** All of them, for "did you mean". */
  words: readonly string[]
  /** Cuts a word that stands for several, as Chinese is written: 我的有风险, 重点且等级, and before a parenthesis 重点且. */
  cut(word: string, place: { isValue: boolean; beforeOpen: boolean }): string[]
}

const plain = (word: string): string => word.normalize('NFKC').toLowerCase()

/** Of two fields with the same word the first has it. */
export function vocabularyOf(fields: readonly FilterField[]): Vocabulary {
  const byWord = new Map<string, FilterField>()
  for (const field of fields) for (const word of field.words) if (!byWord.has(word)) byWord.set(word, field)
  const byKeyword = new Map(
    Object.entries(keywords).flatMap(([name, words]) => words.map(word => [word as string, name as Keyword])),
  )
  const fieldOf = (word: string) => byWord.get(plain(word))
  const keywordOf = (word: string) => byKeyword.get(plain(word))
  const isKnown = (word: string): boolean => fieldOf(word) !== undefined || keywordOf(word) !== undefined
  const glued = [...byWord.keys(), ...byKeyword.keys()]
    .filter(word => /^\p{Script=Han}/u.test(word))
    .sort((a, b) => b.length - a.length)

  /** Known words right behind each other, all of it; null when there is anything else. */
  function parts(word: string): string[] | null {
    if (isKnown(word)) return [word]
    for (const known of glued) {
      if (!plain(word).startsWith(known)) continue
      const rest = word.slice(known.length).replace(/^的/, '')
      const others = parts(rest)
      if (others) return [word.slice(0, known.length), ...others]
    }
    return null
  }

  /** A value, 且 or 或, and what follows it. */
  function valueAnd(word: string, beforeOpen: boolean): string[] | null {
    for (const match of word.matchAll(/并且|而且|或者|且|或/g)) {
      const behind = word.slice(match.index + match[0].length)
      const rest = behind === '' && beforeOpen ? [] : parts(behind)
      if (rest && match.index > 0) return [word.slice(0, match.index), match[0], ...rest]
    }
    return null
  }

  const cut: Vocabulary['cut'] = (word, { isValue, beforeOpen }) =>
    (isValue ? null : parts(word)) ?? valueAnd(word, beforeOpen) ?? [word]
  return { fieldOf, keywordOf, words: [...byWord.keys()], cut }
}

/** Words that stand for several, one by one. */
export function cutTokens(tokens: readonly Token[], { cut }: Vocabulary): Token[] {
  return tokens.flatMap((token, index): Token[] => {
    if (token.kind !== 'word' || token.quoted) return [token]
    const place = { isValue: tokens[index - 1]?.kind === 'operator', beforeOpen: tokens[index + 1]?.kind === 'open' }
    return cut(token.text, place).map(text => ({ kind: 'word', text, quoted: false }))
  })
}
