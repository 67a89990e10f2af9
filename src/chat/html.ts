import { clean } from './clean.ts'

/** A piece of HTML. Only `html` makes it, so that what people wrote cannot become markup by being forgotten. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

/** `null`, `undefined` and `false` are nothing; a list is its pieces one after the other; everything else is text and escaped. */
export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => clean(text).replace(/[&<>"']/g, character => entities[character] ?? '')

/**
 * HTML from a template. What is put in may stand between tags and inside quoted attributes, nowhere else; addresses go through `webAddress`
 * first.
 */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(pieces.map((piece, index) => (index === 0 ? piece : markupOf(values[index - 1]) + piece)).join(''))
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(markupOf).join('')
  return value === null || value === undefined || typeof value === 'boolean' ? '' : escaped(String(value))
}

/** The address when it may be followed from a page or a mail (http, https or mailto); else null. */
export function webAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, href } = new URL(address)
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : null
}
