import type { KnownBlock } from '@slack/types'
import { limits } from './limits.ts'

/** A part of a message that can be shown with fewer of its items. */
export interface Draft {
  priority: number
  /** Rows, facts, buttons or 1; 0 when there is nothing to show. No more than the part can show in the best case. */
  items: number
  /** How many things a reader misses without the part (a divider: none). */
  counts: number
  /** The blocks with the first `kept` items; a partly cut part says itself how many it left out. */
  blocks(kept: number): KnownBlock[]
}

interface Fitted {
  draft: Draft
  kept: number
  blocks: KnownBlock[]
  characters: number
}

/**
 * The blocks of all parts, at most `most`, within a message's other limits. What goes first: the lowest priority, among equals what comes last, item by item
 * from its end. `note` says at the end how many items of parts that vanished are not shown.
 */
export function withinLimits(drafts: readonly Draft[], most: number, note: (hidden: number) => KnownBlock): KnownBlock[] {
  const parts = drafts.map(draft => shown(draft, draft.items))
  const order = parts.map((_, index) => index).sort((a, b) => rank(parts[a]) - rank(parts[b]) || b - a)
  const hidden = () => parts.reduce((sum, { draft, kept }) => sum + (kept === 0 ? draft.counts : 0), 0)
  for (const index of order) {
    if (within(parts, hidden(), most)) break
    const draft = parts[index]?.draft
    if (draft) parts[index] = longest(draft, part => within(parts.with(index, part), hidden(), most))
  }
  const blocks = parts.flatMap(part => part.blocks)
  const left = hidden()
  return left > 0 ? [...blocks, note(left)] : blocks
}

/** As many items as `fits` allows, by halving. */
function longest(draft: Draft, fits: (part: Fitted) => boolean): Fitted {
  let best = shown(draft, 0)
  let [low, high] = [1, draft.items - 1]
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    const part = shown(draft, middle)
    if (fits(part)) [best, low] = [part, middle + 1]
    else high = middle - 1
  }
  return best
}

const rank = (part: Fitted | undefined) => part?.draft.priority ?? 0

function shown(draft: Draft, kept: number): Fitted {
  const blocks = kept === 0 ? [] : draft.blocks(kept)
  return { draft, kept, blocks, characters: charactersOf(blocks) }
}

function within(parts: readonly Fitted[], hidden: number, most: number): boolean {
  const blocks = parts.reduce((sum, part) => sum + part.blocks.length, hidden > 0 ? 1 : 0)
  const characters = parts.reduce((sum, part) => sum + part.characters, hidden > 0 ? 100 : 0)
  const tables = parts.reduce((sum, part) => sum + part.blocks.filter(({ type }) => type === 'table').length, 0)
  return blocks <= most && characters <= limits.messageCharacters && tables <= limits.tablesPerMessage
}

const counted = new Set(['text', 'fallback', 'url', 'user_id', 'alt_text', 'title', 'label', 'name'])

/** The readable characters of blocks, counted generously. */
export function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + charactersOf(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  for (const [key, each] of Object.entries(value)) {
    if (typeof each !== 'string') sum += charactersOf(each)
    else if (counted.has(key)) sum += each.length
  }
  return sum
}
