import { emoji } from './emoji.ts'
import { type Inline, plainOf, token } from './mrkdwn-token.ts'

export type { Inline } from './mrkdwn-token.ts'
export type Passage = { kind: 'paragraph' | 'quote'; children: Inline[] } | { kind: 'pre'; text: string }

type Style = 'bold' | 'italic' | 'strike'
const styles: Record<string, Style> = { '*': 'bold', _: 'italic', '~': 'strike' }
const shortcode = /:([a-z0-9_+'-]{1,40}):/y
const address = /https?:\/\/[^\s<>|`]+/y
const word = /[\p{L}\p{N}]/u

/** Slack's mrkdwn as a tree. Never throws, whatever the text; links it yields are http, https, mailto or tel. */
export function parseMrkdwn(text: string): Passage[] {
  const passages: Passage[] = []
  let rest = 0
  while (rest < text.length) {
    const open = text.indexOf('```', rest)
    const close = open < 0 ? -1 : text.indexOf('```', open + 3)
    if (close < 0) break
    passages.push(...passagesOf(text.slice(rest, open).replace(/\n$/, '')))
    passages.push({ kind: 'pre', text: plainOf(text.slice(open + 3, close)).replace(/^\n|\n$/g, '') })
    rest = close + 3
    if (text[rest] === '\n') rest += 1
  }
  return [...passages, ...passagesOf(text.slice(rest))]
}

/** Lines that begin with `>` (escaped, as Slack sends it) are quotes; neighbours join. */
function passagesOf(text: string): Passage[] {
  if (text === '') return []
  const passages: { kind: 'paragraph' | 'quote'; children: Inline[] }[] = []
  for (const line of text.split('\n')) {
    const mark = /^(?:&gt;|>) ?/.exec(line)
    const kind = mark ? 'quote' : 'paragraph'
    const children = parseInline(mark ? line.slice(mark[0].length) : line)
    const last = passages.at(-1)
    if (last?.kind === kind) last.children.push({ kind: 'text', text: '\n' }, ...children)
    else passages.push({ kind, children })
  }
  return passages
}

/** One line. Styles nest, each kind once, so the depth is bounded by their number. */
export function parseInline(line: string, inside: ReadonlySet<Style> = new Set()): Inline[] {
  const found: Inline[] = []
  const ends = { angle: line.lastIndexOf('>'), tick: line.lastIndexOf('`') }
  const unclosed = new Set<string>()
  let plain = ''
  let at = 0
  const add = (node: Inline, next: number) => {
    if (plain) found.push({ kind: 'text', text: plainOf(plain) })
    plain = ''
    found.push(node)
    at = next
  }
  while (at < line.length) {
    const character = line[at] ?? ''
    const style = styles[character]
    if (character === '<' && at < ends.angle) {
      const end = line.indexOf('>', at)
      add(token(line.slice(at + 1, end)), end + 1)
    } else if (character === '`' && at + 1 < ends.tick && line[at + 1] !== '`') {
      const end = line.indexOf('`', at + 1)
      add({ kind: 'code', text: plainOf(line.slice(at + 1, end)) }, end + 1)
    } else if (style && !inside.has(style) && !unclosed.has(character) && opens(line, at)) {
      const end = closing(line, at, character, ends)
      if (end > 0) add({ kind: style, children: parseInline(line.slice(at + 1, end), new Set([...inside, style])) }, end + 1)
      else {
        unclosed.add(character)
        plain += character
        at += 1
      }
    } else {
      const match = character === ':' ? sticky(shortcode, line, at) : character === 'h' ? sticky(address, line, at) : null
      const node = match ? (character === ':' ? emojiNode(match[1] ?? '') : linkNode(line, at, match[0])) : null
      if (node) add(node.node, at + node.length)
      else {
        plain += character
        at += 1
      }
    }
  }
  if (plain) found.push({ kind: 'text', text: plainOf(plain) })
  return found
}

function sticky(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(line)
}

function emojiNode(name: string): { node: Inline; length: number } | null {
  const character = emoji(name)
  return character ? { node: { kind: 'emoji', name, character }, length: name.length + 2 } : null
}

/** A bare address becomes a link, without the punctuation that ends the sentence. */
function linkNode(line: string, at: number, match: string): { node: Inline; length: number } | null {
  if (at > 0 && word.test(line[at - 1] ?? '')) return null
  const url = match.replace(/[.,;:!?)\]}'"*_~，。；：！？）】》]+$/u, '')
  return url.length > 8 ? { node: { kind: 'link', url: plainOf(url), label: plainOf(url) }, length: url.length } : null
}

/** A style opens after a space or punctuation and before something visible. */
function opens(line: string, at: number): boolean {
  const next = line[at + 1]
  return (at === 0 || !word.test(line[at - 1] ?? '')) && next !== undefined && !/\s/.test(next) && next !== line[at]
}

/** Where the style ends, or -1; what stands in angle brackets or backticks is jumped over. */
function closing(line: string, from: number, marker: string, ends: { angle: number; tick: number }): number {
  for (let at = from + 1; at < line.length; at += 1) {
    const character = line[at]
    if (character === '<' && at < ends.angle) at = line.indexOf('>', at)
    else if (character === '`' && at < ends.tick) at = line.indexOf('`', at + 1)
    else if (character === marker && at > from + 1 && !/\s/.test(line[at - 1] ?? '') && !word.test(line[at + 1] ?? '')) return at
  }
  return -1
}
