import type { Incoming } from './platform.ts'
import { typedText } from './typed-text.ts'
import type { Locale } from './wording.ts'

/** The language each person was last known to read, for answers while the database cannot say. */
export interface Languages {
  learn(incoming: Incoming, locale: Locale): void
  /** Of somebody never met: Chinese if what they typed is. */
  of(incoming: Incoming): Locale
}

/** Everybody who spoke lately; beyond that, who spoke longest ago is forgotten. */
const remembered = 5_000

export function createLanguages(): Languages {
  const known = new Map<string, Locale>()
  return {
    learn(incoming, locale) {
      const key = keyOf(incoming)
      known.delete(key)
      known.set(key, locale)
      const [oldest] = known.keys()
      if (known.size > remembered && oldest !== undefined) known.delete(oldest)
    },
    of(incoming) {
      const locale = known.get(keyOf(incoming))
      return locale ?? (/\p{Script=Han}/u.test(typedText(incoming) ?? '') ? 'zh-CN' : 'en')
    },
  }
}

const keyOf = ({ platform, person }: Incoming): string => `${platform} ${person.id}`
