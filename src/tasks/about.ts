import type { Context } from '../chat/context.ts'
import { findCustomers, longestPrefix, resolveWho } from '../customers/find.ts'
import type { CustomerRecord } from '../customers/store.ts'

/** Whom a line such as `acme: send the quote` is about, and the line without the name. */
export type About =
  | { kind: 'one'; customer: CustomerRecord; text: string }
  | { kind: 'many'; customers: CustomerRecord[]; who: string; text: string }
  | { kind: 'none'; who: string; text: string }
  | { kind: 'row-gone'; number: number; text: string }

/**
 * The customer named before the colon, else the longest beginning of the line that names exactly one, else the channel's customer.
 * `split` is the line parted at its colon; `who` null when it has none.
 */
export async function aboutWhom(context: Context, line: string, split: { who: string | null; rest: string }): Promise<About> {
  const { who, rest: text } = split
  const linked = await resolveWho(context, '')
  if (who) {
    const named = await resolveWho(context, who)
    if (named.kind === 'one') return { ...named, text }
    if (named.kind === 'row-gone') return { ...named, text }
    const isGuess = named.kind === 'many' && (await findCustomers(context, who, 1, { guess: false })).length === 0
    if (named.kind === 'many' && !(isGuess && linked.kind === 'one')) return { ...named, who, text }
  }
  const prefix = await longestPrefix(context, line)
  if (prefix) return { kind: 'one', customer: prefix.customer, text: prefix.rest }
  if (linked.kind === 'one') return { ...linked, text: line.trim() }
  return { kind: 'none', who: who ?? '', text }
}
