/** Lines sent before, newest last, and where the arrow keys stand among them. */
export interface Recall {
  lines: readonly string[]
  /** Index into `lines`; their number while typing something new. */
  at: number
  /** What was being typed before the first arrow key. */
  draft: string
}

const mostLines = 50

export const nothingRecalled: Recall = { lines: [], at: 0, draft: '' }

/** Adds a sent line, once when it repeats the last, and returns to the end. */
export function remember(recall: Recall, line: string): Recall {
  const lines = recall.lines.at(-1) === line ? recall.lines : [...recall.lines, line].slice(-mostLines)
  return { lines, at: lines.length, draft: '' }
}

/** One step back (-1) or forth (1); null where there is nowhere to go. */
export function step(recall: Recall, by: -1 | 1, current: string): { recall: Recall; text: string } | null {
  const at = recall.at + by
  if (at < 0 || at > recall.lines.length) return null
  const draft = recall.at === recall.lines.length ? current : recall.draft
  return { recall: { ...recall, at, draft }, text: recall.lines[at] ?? draft }
}
