import { type Expression, termsOf } from '../../customers/filter/expression.ts'
import type { Effects } from './effects.ts'
import { ownOption } from './filters.ts'
import type { Fact, Mover } from './loops.ts'

/** What a segment asks for and changes, as far as segments can change it. Pure. */
export function moverOf(
  segment: { id: number; name: string; onEnter: Effects; onExit: Effects },
  expression: Expression | null,
): Mover {
  const { id, name, onEnter, onExit } = segment
  const member: Fact = { field: 'segment', value: ownOption(id) }
  return { id, name, reads: expression ? readsOf(expression) : [], writes: [...writesOf(onEnter), ...writesOf(onExit), member] }
}

function readsOf(expression: Expression): Fact[] {
  return termsOf(expression).flatMap(({ field: { name }, comparison }): Fact[] => {
    const value = comparison?.value
    if (name === 'tag') return [{ field: name, value: value?.kind === 'text' ? value.text.toLowerCase() : null }]
    // Whichever value it has, it has no other.
    if (name === 'tier' || name === 'stage') return [{ field: name, value: null }]
    return name === 'segment' ? [{ field: name, value: value?.kind === 'option' ? value.value : null }] : []
  })
}

function writesOf({ addTags, removeTags, tier, stage }: Effects): Fact[] {
  const tags = [...addTags, ...removeTags].map((tag): Fact => ({ field: 'tag', value: tag.toLowerCase() }))
  return [
    ...tags,
    ...(tier === null ? [] : [{ field: 'tier' as const, value: null }]),
    ...(stage === null ? [] : [{ field: 'stage' as const, value: null }]),
  ]
}
