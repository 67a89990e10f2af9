import type { Context } from '../../chat/context.ts'
import { findMember, type Member } from '../../people/store.ts'

/** Who hands over, who takes over, and the filter that follows; or what of the line means nobody or several people. */
export type Parties =
  | { kind: 'parties'; leaver: Member; successor: Member; filter: string }
  | { kind: 'missing' }
  | { kind: 'nobody'; typed: string }
  | { kind: 'several'; typed: string; names: string[] }

/** Longest name that is tried, in words. */
const longestName = 4

/**
 * Reads `@leaver @successor [filter]`, with names for mentions (`Sofia Lind to Tom Baker tag:vip`, `王磊给陈晓雯`). Whoever hands over
 * may have left the company already.
 */
export async function readParties(context: Pick<Context, 'tx' | 'actor'>, line: string): Promise<Parties> {
  const words = line
    .slice(0, 600)
    .replace(/@\[[^\]\s]+\]/g, mention => ` ${mention} `)
    .replace(/(?<=\p{Script=Han}\s?|\]\s+)(?:转交给|移交给|转给|交给|给)(?=\s*[\p{Script=Han}@])/u, ' 给 ')
    .split(/\s+/)
    .filter(Boolean)
  const first = await takeName(context, words, true)
  if (first.kind !== 'one') return first.kind === 'none' && words.length === 0 ? { kind: 'missing' } : unnamed(first)
  const between = /^(?:to|->|→|给)$/i.test(first.rest[0] ?? '') ? first.rest.slice(1) : first.rest
  if (between.length === 0) return { kind: 'missing' }
  const second = await takeName(context, between, false)
  if (second.kind !== 'one') return unnamed(second)
  return { kind: 'parties', leaver: first.member, successor: second.member, filter: second.rest.join(' ') }
}

type Taken =
  | { kind: 'one'; member: Member; rest: string[] }
  | { kind: 'many'; members: Member[]; typed: string }
  | { kind: 'none'; typed: string }

/** The longest beginning that names somebody; a mention stands alone. */
async function takeName(context: Pick<Context, 'tx' | 'actor'>, words: readonly string[], gone: boolean): Promise<Taken> {
  const isMention = words[0]?.startsWith('@[') === true
  for (let length = isMention ? 1 : Math.min(longestName, words.length); length > 0; length--) {
    const typed = words.slice(0, length).join(' ')
    if (!isMention && typed.includes('@[')) continue
    const match = await findMember(context, typed, { gone })
    if (match.kind === 'one') return { kind: 'one', member: match.member, rest: words.slice(length) }
    if (match.kind === 'many') return { kind: 'many', members: match.members, typed }
  }
  return { kind: 'none', typed: words[0] ?? '' }
}

const unnamed = (taken: Exclude<Taken, { kind: 'one' }>): Parties =>
  taken.kind === 'many'
    ? { kind: 'several', typed: taken.typed, names: taken.members.map(member => member.name) }
    : { kind: 'nobody', typed: taken.typed }
