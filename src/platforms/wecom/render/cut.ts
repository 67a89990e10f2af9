const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** At most `most` UTF-16 units, cut between graphemes, ending in "…" when cut. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  // Segmentation needs little context; a whole novel would be slow.
  const near = text.slice(0, most + 64)
  const end = segmenter.segment(near).containing(most - 1)?.index ?? 0
  return `${near.slice(0, end).trimEnd()}…`
}
