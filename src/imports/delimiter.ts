const candidates = [',', ';', '\t'] as const
export type Delimiter = (typeof candidates)[number]

/** What parts the columns: the candidate that the first line has most of, outside quotes; a comma when it has none. */
export function delimiterOf(text: string): Delimiter {
  // Excel writes and reads such a line before the header.
  const named = /^sep=([,;\t])\r?\n/i.exec(text)
  if (named) return named[1] as Delimiter
  const counts = { ',': 0, ';': 0, '\t': 0 }
  let quotes = false
  for (const character of text.trimStart()) {
    if (character === '"') quotes = !quotes
    if (quotes) continue
    if (character === '\n' || character === '\r') break
    if (character in counts) counts[character as Delimiter] += 1
  }
  return candidates.reduce((best, candidate) => (counts[candidate] > counts[best] ? candidate : best))
}
