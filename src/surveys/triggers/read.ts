import { type TriggerKind, triggerKinds } from './trigger.ts'

/** The trigger a line begins with, and the rest: `order 21`, `下单 21天后`, `续约前60天`. Null: none. */
export function takeTrigger(line: string): { kind: TriggerKind; rest: string } | null {
  const text = line.normalize('NFKC').trim()
  const named = triggerKinds
    .flatMap(kind => kind.words.map(word => ({ kind, word })))
    .filter(({ word }) => text.toLowerCase().startsWith(word) && isWhole(word, text.slice(word.length)))
    .toSorted((a, b) => b.word.length - a.word.length)
  const [longest] = named
  return longest ? { kind: longest.kind, rest: text.slice(longest.word.length).trim() } : null
}

/** Chinese runs on without a space; letters do not. */
const isWhole = (word: string, after: string): boolean => /\p{Script=Han}$/u.test(word) || !/^[\p{L}\p{N}]/u.test(after)

/** `21`, `21 days after`, `21天后`, `前60天`, `after 3 days`, and what follows: the questionnaire's name. Null: no days are named. */
export function takeDays(typed: string): { days: number | null; name: string } {
  const side = '(?:before|after|之?前|之?后)'
  const match = new RegExp(`^(?:${side}\\s*)?(\\d{1,3})\\s*(?:days?|d|天)?\\s*${side}?(?=\\s|$|\\p{Script=Han})`, 'iu').exec(
    typed,
  )
  const name = typed
    .slice(match?.[0].length ?? 0)
    .trim()
    .replace(/^(on|开启|开)$/iu, '')
  return { days: match ? Number(match[1]) : null, name }
}
