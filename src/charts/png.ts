import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Chart } from '../chat/chart.ts'
import { chartSvg } from './svg.ts'

/** Pixels of the picture for one of the drawing: sharp on every screen. */
const zoom = 2

type Draw = (svg: string) => Buffer
let drawing: Promise<Draw> | undefined

/**
 * The chart as a PNG of 1280 x 720, Chinese included, whatever fonts the machine has. The drawer and its fonts are read at the first
 * chart (about 100 MB of memory from then on), so a bot that draws none pays nothing; a picture takes some 0.2 s of this thread.
 */
export async function chartPng(chart: Chart): Promise<Buffer> {
  drawing ??= startDrawing()
  const draw = await drawing.catch((error: unknown) => {
    drawing = undefined
    throw error
  })
  const svg = chartSvg(chart)
  // Noto's curly quotes are as wide as Chinese ones.
  return draw(chart.locale === 'en' ? svg.replace(/[‘’]/g, '&#39;').replace(/[“”]/g, '&quot;') : svg)
}

async function startDrawing(): Promise<Draw> {
  const require = createRequire(import.meta.url)
  const font = (weight: string) =>
    readFile(require.resolve('@embedpdf/fonts-sc').replace(/dist.*$/, `fonts/NotoSansHans-${weight}.otf`))
  const [{ initWasm, Resvg }, program, ...fontBuffers] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    font('Regular'),
    font('Bold'),
  ])
  await initWasm(program)
  const family = 'Noto Sans S Chinese'
  const options = { font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: family, sansSerifFamily: family } }
  return svg => {
    const drawer = new Resvg(svg, { ...options, fitTo: { mode: 'zoom', value: zoom } })
    const picture = drawer.render()
    try {
      return Buffer.from(picture.asPng())
    } finally {
      picture.free()
      drawer.free()
    }
  }
}
