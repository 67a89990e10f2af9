const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** At most `max` UTF-16 units, cut between graphemes (never inside an emoji or a letter with its marks), ending in "…" when cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  // Segmentation needs little context; a whole novel would be slow.
  const near = text.slice(0, max + 64)
  const end = segmenter.segment(near).containing(max - 1)?.index ?? 0
  return `${near.slice(0, end).trimEnd()}…`
}
