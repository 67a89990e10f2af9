/** The markdown of WeCom's robots, as far as Rapport writes it. Anything else stays the text it is. */
export type Inline =
  | { kind: 'text' | 'bold' | 'code'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'mention'; id: string }

export type Block =
  | { kind: 'heading' | 'text'; inlines: Inline[] }
  /** A row of a list; `mark` is its number or bullet. */
  | { kind: 'row'; mark: string; inlines: Inline[] }
  /** What stands below a row and belongs to it. */
  | { kind: 'below'; inlines: Inline[] }
  | { kind: 'quote'; lines: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' | 'gap' }

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '```') {
      const end = lines.findIndex((one, index) => index > at && one.trim() === '```')
      const until = end < 0 ? lines.length : end
      blocks.push({ kind: 'code', text: lines.slice(at + 1, until).join('\n') })
      at = until
    } else if (/^>\s?/.test(line)) {
      const said = parseInlines(line.replace(/^>\s?/, ''))
      const last = blocks.at(-1)
      if (last?.kind === 'quote') last.lines.push(said)
      else blocks.push({ kind: 'quote', lines: [said] })
    } else blocks.push(lineOf(line))
  }
  return blocks.filter((block, index) => block.kind !== 'gap' || !['gap', 'rule', undefined].includes(blocks[index - 1]?.kind))
}

function lineOf(line: string): Block {
  if (line.trim() === '') return { kind: 'gap' }
  if (line.trim() === '---') return { kind: 'rule' }
  const [, heading] = /^#{1,6}\s+(.*)$/.exec(line) ?? []
  if (heading !== undefined) return { kind: 'heading', inlines: parseInlines(heading) }
  const [, mark, row] = /^(-|\d+\.)\s+(.*)$/.exec(line) ?? []
  if (mark !== undefined) return { kind: 'row', mark: mark === '-' ? '•' : mark, inlines: parseInlines(row ?? '') }
  if (/^ {3}\S/.test(line)) return { kind: 'below', inlines: parseInlines(line.trim()) }
  return { kind: 'text', inlines: parseInlines(line) }
}

const token = /`([^`]+)`|\[([^\]]*)\]\((https?:\/\/[^\s)]+)\)|\*\*([^*]+)\*\*|<@([A-Za-z0-9][\w.@-]{0,63})>/g

export function parseInlines(line: string): Inline[] {
  const inlines: Inline[] = []
  let at = 0
  for (const match of line.matchAll(token)) {
    const [whole, code, label, url, bold, person] = match
    if (match.index > at) inlines.push({ kind: 'text', text: line.slice(at, match.index) })
    at = match.index + whole.length
    if (code !== undefined) inlines.push({ kind: 'code', text: code })
    else if (url !== undefined) inlines.push({ kind: 'link', text: label || url, url })
    else if (bold !== undefined) inlines.push({ kind: 'bold', text: bold })
    else inlines.push({ kind: 'mention', id: person ?? '' })
  }
  if (at < line.length) inlines.push({ kind: 'text', text: line.slice(at) })
  return inlines
}

/** The text alone on one line, for the list of chats. */
export function plainOf(text: string): string {
  return text
    .replace(/```/g, ' ')
    .replace(token, (_, code, label, url, bold, person) => code ?? (label || url) ?? bold ?? `@${person}`)
    .replace(/^(?:#{1,6}|>|-{3}|-)\s*/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
