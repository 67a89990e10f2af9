import { cleanTag } from '../../customers/query.ts'
import { changedTags } from '../../customers/tags.ts'

const plain = (tag: string): string => cleanTag(tag).toLowerCase()

/** Those of `tags` that `others` has not, whatever the case. */
export function without(tags: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(plain))
  return tags.filter(tag => !known.has(plain(tag)))
}

/**
 * The customer's tags after the platform says which a member gave: what was added there since both sides agreed is added here, and what was
 * taken away there is taken away here, unless another member still has it. Pure.
 */
export function tagsHere(
  tags: readonly string[],
  { agreed, said, others }: { agreed: readonly string[]; said: readonly string[]; others: readonly string[] },
): string[] {
  return changedTags(tags, without(said, agreed), without(without(agreed, said), others))
}

/**
 * What is to be added and taken away there, for one member's contact, after the customer's tags changed here. Only tags that the platform has
 * count, in its own writing; what another member gave them (`others`) they have already, and `adds` says whether this member is the one who gives. Pure.
 */
export function tagsThere(
  tags: readonly string[],
  {
    agreed,
    others,
    known,
    adds,
  }: { agreed: readonly string[]; others: readonly string[]; known: readonly string[]; adds: boolean },
): { add: string[]; remove: string[] } {
  const shared = known.filter(tag => without([tag], tags).length === 0)
  return {
    add: adds ? without(without(shared, agreed), others) : [],
    remove: without(
      known.filter(tag => without([tag], agreed).length === 0),
      tags,
    ),
  }
}

/** The first so many characters. */
export const shortened = (text: string, most: number): string => [...text].slice(0, most).join('').trim()
