import { element, type Mark } from './mark.ts'
import { colourOf, paper, patterns } from './palette.ts'

/** The patterns that bars of these looks are drawn with, to be placed before them. */
export function patternDefinitions(looks: readonly number[]): Mark[] {
  const made = [...new Set(looks)].flatMap(look => {
    const pattern = patterns[look]
    if (!pattern) return []
    const { turn, gap } = pattern
    const area = {
      id: `pattern-${look}`,
      width: gap,
      height: gap,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `rotate(${turn})`,
    }
    const stripe = { width: 1.4, height: gap, fill: paper.background, 'fill-opacity': 0.55 }
    return [
      element('pattern', area, [element('rect', { width: gap, height: gap, fill: colourOf(look) }), element('rect', stripe)]),
    ]
  })
  return made.length > 0 ? [element('defs', {}, made)] : []
}

/** How a bar of this look is filled. */
export const fillOf = (look: number): string => (patterns[look] ? `url(#pattern-${look})` : colourOf(look))

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** The thin edge keeps neighbours apart whatever their colours. */
export const bar = ({ x, y, width, height }: Box, look: number): Mark =>
  element('rect', { x, y, width, height, fill: fillOf(look), stroke: paper.background, 'stroke-width': 1 })

const star = 'M0-6 1.6-2 6-2 2.6.8 3.8 5.4 0 2.8-3.8 5.4-2.6.8-6-2-1.6-2Z'
const shapes = [null, 'M-5-5H5V5H-5Z', 'M0-6.5 6.2 5H-6.2Z', 'M0-6.5 6.5 0 0 6.5-6.5 0Z', 'M-6.2-5H6.2L0 6.5Z', star]

/** The marker of a look at a place: a circle, a square, a triangle... */
export function marker(x: number, y: number, look: number): Mark {
  const style = { fill: colourOf(look), stroke: paper.background, 'stroke-width': 1 }
  const shape = shapes[look]
  if (!shape) return element('circle', { cx: x, cy: y, r: 5, ...style })
  return element('path', {
    d: shape,
    transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`,
    ...style,
  })
}
