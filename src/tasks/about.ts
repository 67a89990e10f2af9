import type { Context } from '../chat/context.ts'
import { beginnings, findCustomers, longestPrefix, pickLimit, resolveWho } from '../customers/find.ts'
import { normalise } from '../customers/search-text.ts'
import type { CustomerRecord } from '../customers/store.ts'

/** Whom a line such as `acme: send the quote` is about, and the line without the name. */
export type About =
  | { kind: 'one'; customer: CustomerRecord; text: string }
  | { kind: 'many'; customers: CustomerRecord[]; who: string; text: string }
  | { kind: 'none'; who: string; text: string }
  | { kind: 'row-gone'; number: number; text: string }

/**
 * The customer named before the colon, else the longest beginning of the line that names exactly one, else the channel's customer,
 * else several that a beginning names.
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
  if (prefix) return { kind: 'one', customer: prefix.customer, text: withoutName(line, prefix.rest, [prefix.customer]) }
  if (linked.kind === 'one') return { ...linked, text: line.trim() }
  return (await severalByPrefix(context, line)) ?? { kind: 'none', who: who ?? '', text }
}

/** No beginning of the line names one customer, but one names several: the longest that does. */
async function severalByPrefix(context: Context, line: string): Promise<About | null> {
  let several: About | null = null
  for (const who of beginnings(line.trim())) {
    const matches = (await findCustomers(context, who, pickLimit + 1, { guess: false })).filter(match => match.score >= wordScore)
    if (matches.length < 2) break
    const customers = matches.map(match => match.customer)
    const rest = line.trim().slice(who.length).replace(separators, '')
    several = { kind: 'many', customers, who, text: withoutName(line, rest, customers) }
  }
  return several
}

/** Matches of whole words and beginnings of names, as `longestPrefix` counts them. */
const wordScore = 55
const separators = /^[\s:：,，、]+/u

/** The line without the name at its beginning; found by a contact or a tag ("Anna wants ..."), those words belong to the text. */
function withoutName(line: string, rest: string, customers: readonly CustomerRecord[]): string {
  const whole = line.trim()
  if (!whole.endsWith(rest)) return whole
  const named = normalise(whole.slice(0, whole.length - rest.length)).replace(/[\s:：,，、"“”「」]+$|^["“”「]+/gu, '')
  return customers.every(customer => customer.searchText.includes(named)) ? rest : whole
}
