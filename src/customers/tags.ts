import { uniqueTags } from './fields.ts'

/** `acme +vip -trial`: whom, and the change with its signs. Pure. */
export function readTagChange(line: string): { who: string; change: string } {
  const text = line.normalize('NFC')
  const sign = /(?:^|\s)[+＋\-－−](?=\S)/u.exec(text)
  if (!sign) return { who: text.trim(), change: '' }
  return { who: text.slice(0, sign.index).trim(), change: text.slice(sign.index).trim() }
}

/** A sign, if any, and what it stands before: words in quotes, or all up to the next sign. */
const signed = /(?:^|(?<=\s))([+＋\-－−]?)(?:["“”「]([^"“”」]*)["“”」]|(\S.*?))(?=\s+[+＋\-－−]\S|\s*$)/gsu

/** What a change adds and takes away: `+a` adds, `-b` takes away, words without a sign are added, several parted by commas. */
export function readTagSigns(change: string): { added: string[]; removed: string[] } {
  const added: string[] = []
  const removed: string[] = []
  for (const [, sign = '', quoted, words = ''] of change.matchAll(signed)) {
    const named = uniqueTags(quoted === undefined ? words.split(/[,，、;；]/) : [quoted])
    if (/[-－−]/.test(sign)) removed.push(...named)
    else added.push(...named)
  }
  return { added, removed }
}

/** The tags after a change. */
export function tagsAfter(tags: readonly string[], change: string): string[] {
  const { added, removed } = readTagSigns(change)
  return changedTags(tags, added, removed)
}

/** With what is added, without what is taken away, whatever its case. */
export function changedTags(tags: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(removed.map(tag => tag.toLowerCase()))
  return uniqueTags([...tags, ...added].filter(tag => !gone.has(tag.toLowerCase())))
}
