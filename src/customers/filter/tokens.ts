import type { FilterProblem, Operator } from './expression.ts'

export type Token =
  | { kind: 'word'; text: string; quoted: boolean }
  | { kind: 'operator'; operator: Operator; text: string }
  | { kind: 'open' }
  | { kind: 'close' }
  /** A comma: what follows belongs to nothing before it. */
  | { kind: 'comma' }

/** Signs as a Chinese keyboard writes them; one for one, so that places stay. */
const narrow: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '：': ':',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '！': '!',
  '，': ',',
  '、': ',',
  '\u3000': ' ',
  '\u00a0': ' ',
}
const wide = new RegExp(`[${Object.keys(narrow).join('')}]`, 'g')

const inQuotes = String.raw`["“”](?:\\["“”\\]|[^"“”])*["“”]|「(?:\\[」\\]|[^」])*」`
const sign = String.raw`[:=]?\s?(?:>=|<=|=>|=<|<>|!=|[≥≤≠<>])|[:=]+`
/** `>` and a space before `=` are two signs; a comma inside `1,200` is none, and neither is a dot inside `ticket.solved`. */
const word = String.raw`(?:\d,(?=\d{3}(?!\d))|!(?!=)|[^\s,()<>=:!≥≤≠"“”「」])(?:\d,(?=\d{3}(?!\d))|!(?!=)|[^\s,()<>=:!≥≤≠“”「」])*`
const pattern = new RegExp(
  String.raw`\s+|(?<comma>,)|(?<open>\()|(?<close>\))|(?<quoted>${inQuotes})|(?<sign>${sign})|(?<word>${word})`,
  'uy',
)

const signs: Readonly<Record<string, Operator>> = {
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
  '!=': '!=',
  '<>': '!=',
  '≠': '!=',
  '>': '>',
  '<': '<',
}

/** Cuts a filter into words, quoted texts and signs; full-width signs are the plain ones. Pure. */
export function tokensOf(line: string): Token[] | FilterProblem {
  const text = line.replace(wide, found => narrow[found] ?? found)
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) return { kind: 'quote', word: line.slice(at) }
    const token = tokenOf(match, line.slice(at, at + match[0].length))
    if (token) tokens.push(token)
    at += match[0].length
  }
  return tokens
}

function tokenOf({ groups = {} }: RegExpExecArray, typed: string): Token | null {
  if (groups.comma) return { kind: 'comma' }
  if (groups.open) return { kind: 'open' }
  if (groups.close) return { kind: 'close' }
  if (groups.quoted) return { kind: 'word', text: typed.slice(1, -1).replace(/\\(["“”」\\])/g, '$1'), quoted: true }
  if (groups.sign) return { kind: 'operator', operator: operatorOf(groups.sign), text: typed }
  return groups.word ? { kind: 'word', text: typed, quoted: false } : null
}

/** `:` and `=` before another sign say nothing: `seats:>20` is `seats>20`. */
function operatorOf(written: string): Operator {
  const plain = written.replace(/\s/g, '')
  return signs[plain] ?? signs[plain.replace(/^[:=]/, '')] ?? '='
}
