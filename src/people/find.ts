import { pinyin } from 'pinyin-pro'
import type { Context } from '../chat/context.ts'
import { takePerson } from '../chat/mention.ts'
import type { Member } from '../database/generated/client.ts'

export type MemberMatch = { kind: 'one'; member: Member } | { kind: 'many'; members: Member[] } | { kind: 'none' }

/** More namesakes than this help nobody. */
const shownMatches = 10

/**
 * The colleague a text names: a mention (`@[U123]`), `@Name`, a name or a part of it, pinyin or its initials, `me` / `我`.
 * Only people of the company who still work there: nobody is found among guests and customers. `gone`: also those who left it.
 */
export async function findMember(
  context: Pick<Context, 'tx' | 'actor'>,
  text: string,
  options: { gone?: boolean } = {},
): Promise<MemberMatch> {
  const { tx, actor } = context
  const { ref } = takePerson(text)
  const ours = options.gone ? { isExternal: false } : { isExternal: false, isGuest: false, deactivatedAt: null }
  if (ref !== null) return matchOf(await tx.member.findMany({ where: { ...ours, platform: actor.platform, ref } }))
  const wanted = plain(text.trim().replace(/^[@＠]/, ''))
  if (!wanted) return { kind: 'none' }
  if (['me', 'myself', '我', '自己'].includes(wanted) && actor.memberId !== null)
    return matchOf(await tx.member.findMany({ where: { id: actor.memberId } }))
  const people = await tx.member.findMany({ where: ours, select: { id: true, name: true, ref: true }, orderBy: { name: 'asc' } })
  const ids = bestMatches(people, wanted).slice(0, shownMatches)
  return matchOf(await tx.member.findMany({ where: { id: { in: ids } }, orderBy: { name: 'asc' } }))
}

function matchOf(members: Member[]): MemberMatch {
  const [member] = members
  if (!member) return { kind: 'none' }
  return members.length === 1 ? { kind: 'one', member } : { kind: 'many', members }
}

/** The closest kind of match wins: whole name, then beginning of a word, then any part; Latin letters also mean pinyin. */
function bestMatches(people: readonly { id: number; name: string; ref: string }[], wanted: string): number[] {
  const kinds: ((person: { name: string; ref: string }) => boolean)[] = [
    ({ name, ref }) => plain(name) === wanted || ref.toLowerCase() === wanted,
    ({ name }) => spellings(name).includes(wanted),
    ({ name }) => plain(name).startsWith(wanted) || name.split(/\s+/).some(word => plain(word).startsWith(wanted)),
    ({ name }) => plain(name).includes(wanted) || spellings(name).some(spelling => spelling.startsWith(wanted)),
  ]
  for (const isMatch of kinds) {
    const found = people.filter(isMatch)
    if (found.length) return found.map(person => person.id)
  }
  return []
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** Full pinyin and initials of a Chinese name; none for other names. */
function spellings(name: string): string[] {
  if (!/\p{Script=Han}/u.test(name)) return []
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true }).map(plain)
  return [syllables.join(''), syllables.map(syllable => syllable.slice(0, 1)).join('')]
}
