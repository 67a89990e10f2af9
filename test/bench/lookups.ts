import { romanised } from '../../src/customers/search-text.ts'
import type { Chance } from './random.ts'
import type { BenchCustomer } from './shop.ts'

export const lookupKinds = ['prefix', 'typo', 'chinese', 'initials', 'phone', 'ambiguous', 'none'] as const
export type LookupKind = (typeof lookupKinds)[number]

/** What a line must be answered with: the card of one customer, a list to pick from, or nobody. */
export interface Lookup {
  kind: LookupKind
  text: string
  expect: 'card' | 'list' | 'card or list' | 'nobody'
}

export const lookupDescriptions: Record<LookupKind, string> = {
  prefix: 'beginning of one name',
  typo: 'name with two letters swapped',
  chinese: 'Chinese name without industry',
  initials: 'pinyin initials',
  phone: 'phone digits',
  ambiguous: 'word in thousands of names',
  none: 'nobody of that name',
}

/** How often each comes in the mix, of 100: people mostly type the beginning of a name. */
export const mixShares: Record<LookupKind, number> = {
  prefix: 35,
  chinese: 20,
  phone: 10,
  initials: 10,
  typo: 10,
  ambiguous: 10,
  none: 5,
}

/** Something people type, about a customer that is there (or, for `none`, is not). */
export function lookup(kind: LookupKind, customers: readonly BenchCustomer[], chance: Chance): Lookup {
  const one = (team: 1 | 2): BenchCustomer => {
    const start = chance.whole(customers.length)
    for (let i = 0; i < customers.length; i++) {
      const customer = customers[(start + i) % customers.length]
      if (customer?.team === team) return customer
    }
    throw new Error('a shop of so few customers has nobody to look up')
  }
  switch (kind) {
    case 'prefix': {
      const { name, own } = one(1)
      return { kind, text: name.slice(0, own.length + 4), expect: 'card' }
    }
    case 'typo':
      return { kind, text: swapped(one(1).own, chance), expect: 'card or list' }
    case 'chinese':
      return { kind, text: one(2).own, expect: 'card or list' }
    case 'initials':
      return { kind, text: romanised(one(2).own).initials, expect: 'card or list' }
    case 'phone':
      return { kind, text: one(chance.next() < 0.5 ? 1 : 2).phone.replace(/^\+49 /, '0'), expect: 'card' }
    case 'ambiguous':
      return { kind, text: one(chance.next() < 0.7 ? 1 : 2).industry, expect: 'list' }
    case 'none':
      return { kind, text: `xqzkv ${1_000 + chance.whole(9_000)} jjwq`, expect: 'nobody' }
  }
}

function swapped(word: string, chance: Chance): string {
  const at = 1 + chance.whole(word.length - 3)
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}
