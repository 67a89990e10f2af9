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

/** The tags after a change: `+a` adds, `-b` takes away, whatever its case; words without a sign are added, several parted by commas. */
export function tagsAfter(tags: readonly string[], change: string): string[] {
  const added: string[] = []
  const removed = new Set<string>()
  for (const [, sign = '', quoted, words = ''] of change.matchAll(signed)) {
    const named = uniqueTags(quoted === undefined ? words.split(/[,，、;；]/) : [quoted])
    if (/[-－−]/.test(sign)) for (const tag of named) removed.add(tag.toLowerCase())
    else added.push(...named)
  }
  return uniqueTags([...tags, ...added].filter(tag => !removed.has(tag.toLowerCase())))
}
