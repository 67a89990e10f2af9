import { pinyin } from 'pinyin-pro'

/** What search reads of a customer, kept in columns of its own so that every way of asking has an index. */
export interface CustomerSearch {
  /** ` name | Han pairs apart, full pinyin, initials, e-mail, external id, phone digits `: begins and ends with a space. */
  searchText: string
  /** Full pinyin without spaces, surrounding Latin text included; empty when the name has no Han. */
  pinyin: string
  /** First letters of the pinyin, likewise. */
  initials: string
  phoneDigits: string
}

export interface ContactSearch {
  /** Like a customer's: ` name | ... `. */
  searchText: string
  phoneDigits: string
}

/** Ends the name inside `searchText`: `' acme |%'` is exactly Acme. It never occurs in the name part. */
const nameEnd = '|'
const longestText = 500

/** One form for what people type and what is stored: NFKC, lower case, one space between words, no invisible characters. */
export function normalise(text: string): string {
  const plain = text
    .slice(0, longestText * 4)
    .normalize('NFKC')
    .toLowerCase()
  return plain
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestText)
}

/** Digits of a phone number in any formatting and any script's digits, without the international `00` and the `(0)` nobody dials from abroad; empty when there are none. */
export function phoneDigits(phone: string | null | undefined): string {
  const plain = (phone ?? '').slice(0, longestText).normalize('NFKC')
  const digits = plain.replace(/\(0\)/g, '').replace(/\D/g, '')
  return digits.replace(/^00+/, '').slice(0, 20)
}

/** The same number as others may have stored it: with or without country code or leading 0. Fewer than 7 digits stand for themselves. */
export function phoneVariants(digits: string): string[] {
  const variants = new Set([digits])
  for (let start = 0; digits.length - start >= 7; start++) {
    const national = digits.slice(start).replace(/^0+/, '')
    if (national.length >= 7) variants.add(national).add(`0${national}`)
  }
  return [...variants]
}

/** Pinyin and initials of a text; empty strings when it has no Han. `ü` is `v`. */
export function romanised(text: string): { pinyin: string; initials: string; other: string } {
  const normal = normalise(text)
  if (!/\p{Script=Han}/u.test(normal)) return { pinyin: '', initials: '', other: '' }
  const syllables = syllablesOf(normal)
  const asPerson = personSyllables(normal, syllables)
  const main = asPerson ?? syllables
  return {
    pinyin: joined(main),
    initials: joined(main.map(syllable => (/^[a-zü]+$/.test(syllable) ? syllable.slice(0, 1) : syllable))),
    // A surname read differently (单: Shan, not Dan) is found under both readings.
    other: asPerson ? joined(syllables) : '',
  }
}

/** Search columns of a customer. */
export function customerSearch(customer: {
  name: string
  phone?: string | null
  email?: string | null
  externalId?: string | null
  /** Own fields: their texts are found too. */
  custom?: unknown
}): CustomerSearch {
  const digits = phoneDigits(customer.phone)
  const roman = romanised(customer.name)
  const searchText = searchTextOf(customer.name, roman, [
    customer.email,
    customer.externalId,
    digits,
    ...customTexts(customer.custom),
  ])
  return { searchText, pinyin: roman.pinyin, initials: roman.initials, phoneDigits: digits }
}

/** Search columns of a contact. */
export function contactSearch(contact: { name: string; phone?: string | null; email?: string | null }): ContactSearch {
  const digits = phoneDigits(contact.phone)
  return { searchText: searchTextOf(contact.name, romanised(contact.name), [contact.email, digits]), phoneDigits: digits }
}

/** Of each text beside the name, and of their Han pairs together: search reads what people look for, not whole letters. */
const longestOther = 254
const mostPairs = 100

/** Values of own fields that people look for: words, not numbers, days or yes and no. */
function customTexts(custom: unknown): string[] {
  const values: unknown[] = custom !== null && typeof custom === 'object' ? Object.values(custom) : []
  const texts = values.filter(value => typeof value === 'string' && /\p{L}/u.test(value) && value !== 'yes' && value !== 'no')
  return (texts as string[]).slice(0, 20)
}

function searchTextOf(name: string, roman: ReturnType<typeof romanised>, more: (string | null | undefined)[]): string {
  const normal = normalise(name)
  const others = more.map(text => normalise(text ?? '').slice(0, longestOther))
  const pairs = others.flatMap(hanPairs).slice(0, mostPairs)
  const words = [...hanPairs(normal), roman.pinyin, roman.other, roman.initials, ...others, ...pairs]
  return ` ${[normal, nameEnd, ...words].filter(Boolean).join(' ')} `
}

/** Every two neighbouring Han characters as a word, and the last alone, so that one or two characters have trigrams to be found by. */
export function hanPairs(normal: string): string[] {
  const pairs = [...normal.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => {
    const characters = [...run]
    return characters.map((character, index) => character + (characters[index + 1] ?? ''))
  })
  return [...new Set(pairs)]
}

function syllablesOf(normal: string): string[] {
  return pinyin(normal, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
}

/** Two to four Han characters may be a person, whose surname has its own reading; null when it reads the same. */
function personSyllables(normal: string, syllables: string[]): string[] | null {
  if (!/^\p{Script=Han}{2,4}$/u.test(normal)) return null
  const surname = pinyin(normal, { toneType: 'none', type: 'array', v: true, surname: 'head' })
  const person = [surname[0] ?? '', ...syllables.slice(1)]
  return person[0] === syllables[0] ? null : person
}

const joined = (syllables: string[]): string =>
  syllables
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, longestText)
