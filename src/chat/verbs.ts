import { distance } from 'fastest-levenshtein'

const LONGEST = 40

/**
 * The candidate a misspelt word most likely meant, or null when none is close: 1 slip up to 3 letters, 2 up to 7, else 3; two Chinese
 * characters may differ in one. Two swapped letters are one slip. Case does not matter; of equals the first candidate wins.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = word.trim().toLowerCase()
  if (typed === '' || typed.length > LONGEST) return null
  let best: string | null = null
  let bestSlips = allowed(typed) + 1
  for (const candidate of candidates) {
    const slips = slipsBetween(typed, candidate.toLowerCase())
    if (slips < bestSlips && (slips === 0 || slips < typed.length)) {
      best = candidate
      bestSlips = slips
    }
  }
  return best
}

function allowed(word: string): number {
  const length = [...word].length
  return length <= 3 ? 1 : length <= 7 ? 2 : 3
}

function slipsBetween(a: string, b: string): number {
  const slips = distance(a, b)
  return slips === 2 && a.length === b.length && swapped(a, b) ? 1 : slips
}

function swapped(a: string, b: string): boolean {
  let at = 0
  while (a[at] === b[at]) at += 1
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** Full-width and no-break spaces as plain ones, ends trimmed. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u3000\u00a0]/g, ' ').trim()
}

const QUOTED = [/^["“”]([^"“”\n]*)["“”]/, /^「([^」\n]*)」/]

/** The quoted text a text starts with and what follows it, or null. Phones mix straight and curly quotes, so either closes the other. */
export function takeQuoted(text: string): { inside: string; rest: string } | null {
  for (const pattern of QUOTED) {
    const match = pattern.exec(text)
    if (match) return { inside: (match[1] ?? '').trim(), rest: text.slice(match[0].length) }
  }
  return null
}

/** The first word (or quoted words, without the quotes) and the rest of a command's text; both empty for an empty text. */
export function splitFirst(text: string): { first: string; rest: string } {
  const plain = plainSpaces(text)
  const quoted = takeQuoted(plain)
  if (quoted) return { first: quoted.inside, rest: quoted.rest.trim() }
  const first = /^\S+/.exec(plain)?.[0] ?? ''
  return { first, rest: plain.slice(first.length).trim() }
}
