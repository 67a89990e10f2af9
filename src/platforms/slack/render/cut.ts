const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Without characters that no one can see and Slack refuses: control characters (tab and newline stay) and halves of surrogate pairs. */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
}

/** At most `max` UTF-16 units, cut between graphemes (never inside an emoji or a letter with its marks), ending in "…" when cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  // Segmentation needs little context; a whole novel would be slow.
  const near = text.slice(0, max + 64)
  const end = segmenter.segment(near).containing(max - 1)?.index ?? 0
  return `${near.slice(0, end).trimEnd()}…`
}
