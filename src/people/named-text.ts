import type { Tx } from '../database/store.ts'

const person = /@\[([^\]\s]+)\]/g
const channel = /#\[([^\]\s]+)\]/g

/**
 * Text to be kept or shown as words: people mentioned in it by their name (`@Marcus Reed`), channels by theirs (`#big-deal`).
 * Somebody unknown stays as `@ref`, a channel without a known name becomes `#channel`; text without mentions costs no statement.
 */
export async function namedText(tx: Tx, platform: string, text: string): Promise<string> {
  const people = refsIn(text, person)
  const channels = refsIn(text, channel)
  if (people.length === 0 && channels.length === 0) return text
  const members = people.length ? await tx.member.findMany({ where: { platform, ref: { in: people } } }) : []
  const places = channels.length ? await tx.channel.findMany({ where: { platform, ref: { in: channels } } }) : []
  const nameOf = new Map(members.map(member => [member.ref, member.name]))
  const placeOf = new Map(places.map(place => [place.ref, place.name.replace(/^#/, '')]))
  return text
    .replaceAll(person, (_token, ref: string) => `@${nameOf.get(ref) ?? ref}`)
    .replaceAll(channel, (_token, ref: string) => `#${placeOf.get(ref) || 'channel'}`)
}

const refsIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, ref]) => (ref ? [ref] : []))),
]
