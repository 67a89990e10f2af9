import { describe, expect, it } from 'vitest'
import { colours, dashes, lookOf, paper, patterns } from '../../src/charts/palette.ts'

type Three = [number, number, number]

const channels = (hex: string): Three => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Three
const linear = (hex: string): Three =>
  channels(hex).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as Three
const times = (matrix: readonly Three[], [r, g, b]: Three): Three =>
  matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as Three

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [a, b]
    .map(hex => linear(hex))
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    .sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** What people without one kind of cone see: Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const sights: Record<string, Three[]> = {
  'everybody else': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE 1976 L*a*b* of linear sRGB under D65. */
function lab(rgb: Three): Three {
  const toXyz: Three[] = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ]
  const [x, y, z] = toXyz.map(
    ([r, g, b], index) => (r * rgb[0] + g * rgb[1] + b * rgb[2]) / ([0.95047, 1, 1.08883][index] ?? 1),
  ) as Three
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))]
}

const apart = (a: string, b: string, sight: readonly Three[]): number => {
  const [one, other] = [lab(times(sight, linear(a))), lab(times(sight, linear(b)))]
  return Math.hypot(...one.map((value, index) => value - (other[index] ?? 0)))
}

describe('the colours of charts', () => {
  it.each(Object.entries(sights))('stay apart for %s', (_who, sight) => {
    for (const [index, one] of colours.entries()) {
      // 2.3 is just noticeable; ten times that is told apart at a glance.
      for (const other of colours.slice(index + 1)) expect(apart(one, other, sight), `${one} ${other}`).toBeGreaterThan(23)
    }
  })

  it('stand out from their paper, and text can be read on it', () => {
    for (const colour of colours) expect(contrast(colour, paper.background), colour).toBeGreaterThanOrEqual(3)
    expect(contrast(paper.axis, paper.background)).toBeGreaterThanOrEqual(3)
    expect(contrast(paper.ink, paper.background)).toBeGreaterThanOrEqual(7)
    expect(contrast(paper.soft, paper.background)).toBeGreaterThanOrEqual(4.5)
  })

  it('never stand alone: each has a pattern and a dash of its own', () => {
    expect(new Set(patterns.map(pattern => JSON.stringify(pattern))).size).toBe(colours.length)
    expect(new Set(dashes).size).toBe(colours.length)
  })

  it('give each tone a look of its own, and go round where there are more series than looks', () => {
    const tones = (['calm', 'notice', 'warning', 'alarm'] as const).map(tone => lookOf({ tone }, 9))
    expect(new Set(tones).size).toBe(4)
    expect(lookOf({}, 7)).toBe(1)
  })
})
