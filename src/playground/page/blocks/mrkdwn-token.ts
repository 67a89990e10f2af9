/** One piece of running text. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user'; id: string; label: string }
  | { kind: 'channel'; id: string; label: string }
  | { kind: 'broadcast'; label: string }
  | { kind: 'date'; seconds: number; format: string; url: string; fallback: string }
  | { kind: 'emoji'; name: string; character: string }

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** Undoes Slack's three escapes, once: `&amp;lt;` is `&lt;`. */
export function plainOf(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, entity => entities[entity] ?? entity)
}

/** Whether a link may be followed from this page: never `javascript:` or `data:`, nor anything hidden behind a control character. */
export function safeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these inside a scheme, so a url with one is not what it seems
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(url) && !/[\u0000-\u0020\u007f]/.test(url)
}

/** What stands between `<` and `>`: a mention, a date or a link; anything else stays as it was written. */
export function token(content: string): Inline {
  const bar = content.indexOf('|')
  const head = bar < 0 ? content : content.slice(0, bar)
  const label = bar < 0 ? '' : plainOf(content.slice(bar + 1))
  const mention = /^([@#])([A-Z0-9]{2,30})$/.exec(head)
  if (mention) return { kind: mention[1] === '@' ? 'user' : 'channel', id: mention[2] ?? '', label }
  const broadcast = /^!(here|channel|everyone)$/.exec(head)
  if (broadcast) return { kind: 'broadcast', label: `@${broadcast[1]}` }
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(head)
  if (group) return { kind: 'broadcast', label: label || `@${group[1]}` }
  const date = /^!date\^(\d{1,12})\^([^^]*)(?:\^(.*))?$/s.exec(head)
  if (date) {
    const url = plainOf(date[3] ?? '')
    return {
      kind: 'date',
      seconds: Number(date[1]),
      format: plainOf(date[2] ?? ''),
      url: safeUrl(url) ? url : '',
      fallback: label,
    }
  }
  const url = plainOf(head)
  if (safeUrl(url)) return { kind: 'link', url, label: label || url.replace(/^(?:mailto|tel):/i, '') }
  return { kind: 'text', text: plainOf(`<${content}>`) }
}
