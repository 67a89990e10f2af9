import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted, widthOf } from '../../src/charts/mark.ts'
import { chartSvg } from '../../src/charts/svg.ts'
import { seed } from '../harness/seed.ts'
import { everyKind, example } from './examples.ts'

/** The elements of well-formed XML, in order; throws where it is not. */
function elementsOf(xml: string): string[] {
  const open: string[] = []
  const names: string[] = []
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-z:A-Z0-9-]+="[^"<]*")*)(\/?)>/g, (_, closing, name, _attributes, empty) => {
    if (closing) expect(open.pop()).toBe(name)
    else {
      names.push(name)
      if (!empty) open.push(name)
    }
    return ''
  })
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]/)
  expect(xml.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u)
  return names
}

describe('a chart as SVG', () => {
  it('stands on paper of its own and says what it shows to who cannot see it', () => {
    for (const chart of everyKind('en')) {
      const svg = chartSvg(chart)
      expect(svg).toMatch(/^<svg [^>]*role="img"/)
      expect(svg).toContain('<title>Title</title>')
      expect(svg).toMatch(/<desc>Title Summary /)
      expect(svg).toContain('<rect width="640" height="360" fill="#ffffff"/>')
    }
  })

  it('is the same every time', () => {
    for (const chart of everyKind('zh-CN')) expect(chartSvg(chart)).toBe(chartSvg(structuredClone(chart)))
  })

  it(`keeps hostile text a text (SEED=${seed})`, () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '</text><script>alert(1)</script>',
        '" onload="x',
        "'&lt;",
        ']]>',
        '<!--',
        '&#x0;',
        '\ud800',
        '\u0000\ufffe',
        '🧑🏽‍🚀',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ maxLength: 20 }).map(text => text.repeat(200)),
    )
    const allowed = new Set(['svg', 'title', 'desc', 'rect', 'text', 'line', 'path', 'circle', 'defs', 'pattern'])
    fc.assert(
      fc.property(hostile, fc.constantFrom('en' as const, 'zh-CN' as const), (text, locale) => {
        for (const chart of everyKind(locale, () => text)) {
          for (const name of elementsOf(chartSvg(chart))) expect(allowed).toContain(name)
        }
      }),
      { seed, numRuns: 60 },
    )
  })

  it(`holds for any numbers at all (SEED=${seed})`, () => {
    const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 9 }))
    const series = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.constantFrom('bars' as const, 'stacked-bars' as const, 'lines' as const), series, (kind, all) => {
        const svg = chartSvg({ ...example('bars'), kind, series: all.map((values, index) => ({ name: `s${index}`, values })) })
        elementsOf(svg)
        expect(svg).not.toMatch(/NaN|Infinity/)
      }),
      { seed, numRuns: 100 },
    )
  })

  it('draws nothing and breaks nothing without data', () => {
    const none = [
      { ...example('bars'), categories: [], series: [] },
      { ...example('points'), points: [] },
      { ...example('timeline'), events: [], spans: [], moments: [] },
      { ...example('timeline'), from: '2026-01-05', to: '2026-01-05' },
    ]
    for (const chart of none) expect(chartSvg(chart)).not.toMatch(/NaN|Infinity/)
  })

  it('tells series apart by more than colour: a pattern for bars, a dash and a marker for lines', () => {
    const bars = chartSvg(example('bars'))
    expect(bars).toContain('id="pattern-1"')
    expect(bars).toContain('fill="url(#pattern-1)"')
    const lines = chartSvg(example('lines'))
    expect(lines).toContain('stroke-dasharray="8 4"')
    expect(lines).toMatch(/<circle[^>]*r="5"/)
    expect(lines).toMatch(/<path d="M-5-5H5V5H-5Z"/)
  })

  it('cuts what does not fit between graphemes, and leaves out emoji, for which its font has no shapes', () => {
    expect(fitted('晨光文具有限公司', 70, 14)).toBe('晨光文具…')
    expect(fitted('e\u0301e\u0301e\u0301', widthOf('e\u0301…'))).toBe('e\u0301…')
    expect(chartSvg({ ...example('bars'), title: 'Acme 🎉 Co' })).toContain('>Acme Co</text>')
  })
})
