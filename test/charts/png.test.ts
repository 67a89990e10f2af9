import { describe, expect, it } from 'vitest'
import { chartPng } from '../../src/charts/png.ts'
import { everyKind, example } from './examples.ts'
import { type Pixels, pixelsOf } from './pixels.ts'

/** Where the first letter of a title stands, in pixels. */
const firstLetter = { left: 40, right: 80, top: 34, bottom: 80 }

/** How dark each pixel of the first letter is, as one text; and how much ink there is. */
function letter({ width, data }: Pixels): { shape: string; ink: number } {
  const dark: number[] = []
  for (let y = firstLetter.top; y < firstLetter.bottom; y++) {
    for (let x = firstLetter.left; x < firstLetter.right; x++) dark.push((data[(y * width + x) * 4] ?? 255) < 128 ? 1 : 0)
  }
  return { shape: dark.join(''), ink: dark.reduce((sum, one) => sum + one, 0) }
}

const titled = async (title: string) => letter(pixelsOf(await chartPng({ ...example('bars', 'zh-CN'), title })))

describe('a chart as PNG', () => {
  it('is drawn in every kind, twice as sharp, on opaque light paper', async () => {
    for (const chart of everyKind('zh-CN')) {
      const { width, height, data } = pixelsOf(await chartPng(chart))
      expect([width, height]).toEqual([1280, 720])
      let [opaque, light] = [0, 0]
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 255) opaque++
        if ((data[at] ?? 0) > 230) light++
      }
      expect(opaque).toBe(width * height)
      expect(light / opaque).toBeGreaterThan(0.7)
    }
  })

  it('writes Chinese with its own font: every character has its shape, none the box of a missing one', async () => {
    const missing = await titled('\ue123')
    const written = await Promise.all(['客', '户', '风', '险'].map(titled))
    for (const { ink } of written) expect(ink).toBeGreaterThan(150)
    expect(new Set([missing, ...written].map(({ shape }) => shape)).size).toBe(5)
  })

  it('writes titles bold', async () => {
    const [bold, soft] = [await titled('风'), pixelsOf(await chartPng({ ...example('bars', 'zh-CN'), title: '' }))]
    expect(bold.ink).toBeGreaterThan(letter(soft).ink)
  })

  it('takes any text', async () => {
    const hostile = '</svg><script>&\u0000\ud800🎉'
    for (const chart of everyKind('en', () => hostile)) expect((await chartPng(chart)).subarray(1, 4).toString()).toBe('PNG')
  })

  it('writes English quotes as narrow as letters', async () => {
    const drawn = (title: string) => chartPng({ ...example('bars'), title })
    expect((await drawn('Anna’s “Café”')).equals(await drawn('Anna\'s "Café"'))).toBe(true)
  })
})
