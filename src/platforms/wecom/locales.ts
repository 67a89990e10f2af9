import type { Locale } from '../../chat/wording.ts'

/** The language last spoken with each person. */
export interface Locales {
  of(person: string): Locale
  learn(person: string, locale: Locale): void
}

const remembered = 20_000

/** `usual`: of who has not been spoken to. */
export function createLocales(usual: Locale): Locales {
  const spoken = new Map<string, Locale>()
  return {
    of: person => spoken.get(person) ?? usual,
    learn(person, locale) {
      if (spoken.size >= remembered) spoken.clear()
      spoken.set(person, locale)
    },
  }
}
