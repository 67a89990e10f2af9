/** A piece of SVG. Only this file makes it; every text and attribute in it is escaped. */
declare const brand: unique symbol
export type Mark = string & { readonly [brand]: true }

type Attributes = Record<string, string | number | undefined>

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => entities[character] ?? '')

/** Without what XML forbids, and without emoji, for which the pictures' font has no shapes. */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/\p{Emoji_Presentation}|[\u200d\ufe0e\ufe0f]|\p{Emoji_Modifier}/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

export function element(name: string, attributes: Attributes, children: readonly Mark[] = []): Mark {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escaped(clean(value))}"`],
  )
  const open = `<${name}${given.join('')}`
  return (children.length > 0 ? `${open}>${children.join('')}</${name}>` : `${open}/>`) as Mark
}

const round = (value: number): number => Math.round(value * 100) / 100

/** Literal text, to stand inside an element. */
export const literal = (text: string): Mark => escaped(clean(text)) as Mark

export interface TextStyle {
  size?: number
  bold?: boolean
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
}

export const fontSize = 14

export function text(x: number, y: number, content: string, style: TextStyle = {}): Mark {
  const { size = fontSize, bold, fill, anchor } = style
  const attributes = { x, y, 'font-size': size, 'font-weight': bold ? 700 : undefined, fill, 'text-anchor': anchor }
  return element('text', attributes, [literal(content)])
}

/** About how wide a text will be, in pixels: good enough to lay things out without a font. */
export function widthOf(content: string, size: number = fontSize): number {
  let ems = 0
  for (const character of clean(content)) ems += emsOf(character)
  return ems * size
}

function emsOf(character: string): number {
  if (character >= '\u2e80' || character === '…') return 1
  if (/[ .,:;'|!ijlft()-]/.test(character)) return 0.32
  return /[A-ZmwMW%€@]/.test(character) ? 0.72 : 0.56
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The text, or as much of it as fits, with an ellipsis. */
export function fitted(content: string, width: number, size: number = fontSize): string {
  const whole = clean(content)
  if (widthOf(whole, size) <= width) return whole
  let kept = ''
  for (const { segment } of segmenter.segment(whole)) {
    if (widthOf(`${kept}${segment}…`, size) > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
