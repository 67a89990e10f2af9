import { takeQuoted } from '../chat/verbs.ts'
import { cleanText, type FieldName, type FieldTexts, fieldNames, fields } from './fields.ts'

/** `Acme GmbH tier=A owner=@Sofia plan=Gold`, taken apart. Pure. */
export interface Assignments {
  /** What stands before the first `key=`. */
  head: string
  /** From the first `key=` on, as typed. */
  said: string
  texts: FieldTexts
  owner: string | null
  team: string | null
}

const ownerWords = ['owner', '负责人', '归属']
const teamWords = ['team', '团队']

const byWord = new Map<string, FieldName | 'owner' | 'team'>([
  ...fieldNames.flatMap(name => fields[name].words.map(word => [word, name] as const)),
  ...ownerWords.map(word => [word, 'owner'] as const),
  ...teamWords.map(word => [word, 'team'] as const),
])
const colonWords = [...byWord.keys()].toSorted((a, b) => b.length - a.length).join('|')
/** Any word before `=`; before a colon only words we know, for names have colons too. */
const keyPattern = new RegExp(
  `(?<=^|[\\s,，;；])(?:([\\p{L}_][\\p{L}\\p{N}_-]{0,59})\\s?[=＝]|(${colonWords})\\s?[:：])\\s?`,
  'giu',
)

/** Takes `key=value` apart; a key we do not know is the customer's own field. Values run to the next key, or are quoted. */
export function readAssignments(line: string): Assignments {
  const found: Assignments = { head: '', said: '', texts: {}, owner: null, team: null }
  const keys = keysOf(line)
  const start = keys[0]?.start ?? line.length
  found.head = trimSeparators(line.slice(0, start))
  found.said = line.slice(start).trim()
  const custom: string[] = []
  for (const [index, { word, valueAt }] of keys.entries()) {
    const raw = trimSeparators(line.slice(valueAt, keys[index + 1]?.start ?? line.length))
    const value = takeQuoted(raw)?.inside ?? raw
    const field = byWord.get(word.toLowerCase())
    if (field === 'owner') found.owner = value
    else if (field === 'team') found.team = value
    else if (field && field !== 'custom') found.texts[field] = value
    else custom.push(`${word}: ${cleanText(value)}`)
  }
  if (custom.length) found.texts.custom = custom.join('\n')
  return found
}

function keysOf(line: string): { word: string; start: number; valueAt: number }[] {
  const keys: { word: string; start: number; valueAt: number }[] = []
  const pattern = new RegExp(keyPattern)
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const valueAt = match.index + match[0].length
    keys.push({ word: match[1] ?? match[2] ?? '', start: match.index, valueAt })
    const quote = takeQuoted(line.slice(valueAt))
    if (quote) pattern.lastIndex = line.length - quote.rest.length
  }
  return keys
}

const trimSeparators = (text: string): string => text.replace(/\s+/g, ' ').replace(/^[ ,，;；]+|[ ,，;；]+$/g, '')
