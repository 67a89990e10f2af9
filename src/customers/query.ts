import { normalise, phoneDigits, phoneVariants, romanised } from './search-text.ts'

/** What somebody typed to name a customer, in the forms the search columns know. Pure. */
export interface CustomerQuery {
  /** Normalised; empty: nothing to look for. */
  text: string
  words: string[]
  /** External ids compare exactly but for case. */
  externalIds: string[]
  hasHan: boolean
  /** Without spaces and apostrophes (`zhi'ke`), for pinyin and initials; empty when it cannot be either. */
  letters: string
  /** Of Han text: finds homophones (知可 for 知客). */
  pinyin: string
  /** Set when the text looks like (part of) a phone number. */
  phone: { digits: string; variants: string[] } | null
  /** `LT-1001`, `acc-2024-17`, `k01`: near an id is nobody in particular, so nothing is guessed. */
  looksLikeId: boolean
  /** The spellings under which a tag may be stored. */
  tags: string[]
  /** `tag:vip`: only the tag is meant. */
  onlyTag: boolean
}

/** Longest query that is looked at; a name has at most 200 characters. */
const longestQuery = 200

/** Reads a query. */
export function customerQuery(typed: string): CustomerQuery {
  const raw = unquoted(typed).slice(0, longestQuery)
  const tagged = /^(?:tag|标签)\s*[:：]\s*(.+)$/iu.exec(raw)
  const wanted = tagged?.[1] ?? raw
  const text = normalise(wanted)
  const hasHan = /\p{Script=Han}/u.test(text)
  const digits = phoneDigits(text)
  const letters = text.replace(/[\s'’-]/g, '').replace(/ü/g, 'v')
  return {
    text,
    words: text.split(' ').slice(0, 5),
    externalIds: [...new Set([wanted.trim(), wanted.trim().toUpperCase(), wanted.trim().toLowerCase()])],
    hasHan,
    letters: /^[a-z0-9]{2,}$/.test(letters) ? letters : '',
    pinyin: hasHan ? romanised(text).pinyin : '',
    phone: /^[+(\d][\d\s()./-]*$/.test(text) && digits.length >= 4 ? { digits, variants: phoneVariants(digits) } : null,
    looksLikeId: /^(?:[a-z]{1,10}(?:[-_/.#][a-z0-9]+)*[-_/.#]|[a-z]{1,4}(?=\d\d))\d+[a-z]?$/.test(text),
    tags: tagSpellings(wanted),
    onlyTag: tagged !== null,
  }
}

/** A name in quotes is meant as it stands. */
export function unquoted(typed: string): string {
  const trimmed = typed.trim()
  const inner = /^["“”'‘「『](.*)["“”'’」』]$/su.exec(trimmed)
  return (inner?.[1] ?? trimmed).trim()
}

/** Tags keep the spelling of whoever typed them first; these are the usual ones. */
export function tagSpellings(typed: string): string[] {
  const tag = cleanTag(typed)
  const lower = tag.toLowerCase()
  const first = lower.slice(0, 1).toUpperCase() + lower.slice(1)
  const title = lower.replace(/(^|[\s-])\p{L}/gu, letter => letter.toUpperCase())
  return [...new Set([tag, lower, tag.toUpperCase(), first, title])]
}

/** A tag as it is stored: NFKC, one space between words, without invisible characters, `#`, quotes or punctuation around it. */
export function cleanTag(typed: string): string {
  const plain = typed
    .slice(0, 400)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
  return unquoted(plain.replace(/\s+/g, ' ').replace(/^[\s#,;]+|[\s,;]+$/g, ''))
}

/** `%` and `_` of the text mean themselves in LIKE. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/**
 * LIKE patterns of a word and of whole words one slip away from it: two letters swapped, one too many, one missing, one wrong. Trigram
 * similarity is blind to slips in short words (`amce` and `acme` share one trigram of nine); every pattern keeps at least two trigrams for the index.
 */
export function slipPatterns(word: string): string[] {
  return [itself(word), ...new Set(slips(word).map(({ slip }) => `% ${slip} %`))]
}

/** The fewer patterns by which an index finds all of those words, and others that begin alike: a slip in the second half leaves the first. */
export function slipSearches(word: string): string[] {
  const letters = [...word]
  const half = Math.max(4, Math.ceil(letters.length / 2))
  const early = slips(word).filter(({ at }) => at < half)
  const beginning = letters.length > half ? `% ${likeText(letters.slice(0, half).join(''))}%` : itself(word)
  return [beginning, ...new Set(early.map(({ slip }) => `% ${slip} %`))]
}

const itself = (word: string): string => `% ${likeText(word)}%`

/** Words one slip away, and how many letters before the slip are as typed. */
function slips(word: string): { slip: string; at: number }[] {
  const letters = [...word]
  if (letters.length < 3 || letters.length > 12) return []
  const text = (from: number, to = letters.length): string => likeText(letters.slice(from, to).join(''))
  const found = letters
    .slice(1)
    .map((_, at) => ({ slip: `${text(0, at)}${text(at + 1, at + 2)}${text(at, at + 1)}${text(at + 2)}`, at }))
  if (letters.length > 3)
    for (let at = 0; at < letters.length; at++) {
      found.push({ slip: `${text(0, at)}${text(at + 1)}`, at }, { slip: `${text(0, at)}_${text(at + 1)}`, at })
      if (at > 0) found.push({ slip: `${text(0, at)}_${text(at)}`, at })
    }
  return found
}
