import type { PersonProfile, PersonRef } from '../../chat/platform.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'

export interface Locales {
  /** The language the bot last spoke to this person. */
  learn(person: string, locale: Locale): void
  /** Null until the bot has spoken to them. */
  known(person: string): Locale | null
  /** Asks Slack when it must; English when that fails. */
  of(ref: PersonRef): Promise<Locale>
}

const kept = 20_000

/** For the few words the platform itself says, where no message tells the language. */
export function createLocales(whoIs: (ref: PersonRef) => Promise<PersonProfile | null>): Locales {
  const spoken = new Map<string, Locale>()
  return {
    learn(person, locale) {
      if (spoken.size >= kept) spoken.clear()
      spoken.set(person, locale)
    },
    known: person => spoken.get(person) ?? null,
    async of(ref) {
      return spoken.get(ref.id) ?? localeOf((await whoIs(ref).catch(() => null))?.locale)
    },
  }
}
