import type { Markdown } from './markdown.ts'

/** A part of a message that can be shown with fewer of its items. */
export interface Draft<Text extends string = Markdown> {
  priority: number
  /** Rows, facts, or 1. */
  items: number
  /** How many things a reader misses without the part (a heading: none). */
  counts: number
  /** The text with the first `kept` items; a partly cut part says itself how many it left out. */
  text(kept: number): Text
}

const between = '\n\n'

/**
 * The texts of all parts within `most` bytes. What goes first: the lowest priority, among equals what comes last, item by item from its
 * end. `note` says at the end how many things of parts that vanished are not shown.
 */
export function withinBytes<Text extends string>(
  drafts: readonly Draft<Text>[],
  most: number,
  note: (hidden: number) => Text,
): Text {
  const kept = drafts.map(({ items }) => items)
  const written = (): Text => {
    const texts = drafts.flatMap((draft, index) => (kept[index] ? [draft.text(kept[index])] : []))
    const hidden = drafts.reduce((sum, { counts }, index) => sum + (kept[index] ? 0 : counts), 0)
    const all = hidden > 0 ? [...texts, note(hidden)] : texts
    // Of pieces of one kind of text comes a text of that kind.
    return all.filter(text => text !== '').join(between) as Text
  }
  const fits = () => Buffer.byteLength(written()) <= most
  const order = drafts.map((_, index) => index).sort((a, b) => priorityOf(drafts[a]) - priorityOf(drafts[b]) || b - a)
  for (const index of order) {
    if (fits()) break
    kept[index] = largest(drafts[index]?.items ?? 0, count => {
      kept[index] = count
      return fits()
    })
  }
  return written()
}

/** The largest count below `items` that fits, by halving; 0 when none does. */
function largest(items: number, fits: (count: number) => boolean): number {
  let [low, high, best] = [1, items - 1, 0]
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) [best, low] = [middle, middle + 1]
    else high = middle - 1
  }
  return best
}

const priorityOf = (draft: Pick<Draft, 'priority'> | undefined) => draft?.priority ?? 0
