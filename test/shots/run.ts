// `npm run shots [name...]`: pictures of the named screens, in both languages and two widths, into $SHOTS (./dist/shots).
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { GENERAL, OLIVIA } from '../../src/playground/workspace.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { startPlaygroundBot } from '../e2e/playground-bot.ts'
import { takeSeat } from '../e2e/seat.ts'
import { type Document, documents } from './documents.ts'
import { framed } from './framed.ts'
import { type Language, languages, type Scene, scenes } from './scenes.ts'
import { takeWecom, wecomScenes } from './wecom.ts'

const widths = [390, 1280]
const folder = process.env.SHOTS || join('dist', 'shots')
const asked = process.argv.slice(2)
const names = [...scenes, ...wecomScenes, ...documents].map(({ name }) => name)
const unknown = asked.filter(name => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No screen is called ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  process.exit(1)
}

mkdirSync(folder, { recursive: true })
warnOfFonts()
const browser = await launchChromium()
try {
  for (const width of widths)
    for (const language of languages) {
      for (const document of documents.filter(({ name }) => isAsked(name))) await takeDocument(browser, width, language, document)
      if (scenes.some(({ name }) => isAsked(name))) await takeAll(browser, width, language)
      if (wecomScenes.some(({ name }) => isAsked(name))) await takeAllOfWecom(browser, width, language)
    }
} finally {
  await browser.close()
}

/** Every picture of one width and language, on a bot of their own: what one scene does must not show in another width. */
async function takeAll(browser: Browser, width: number, language: Language): Promise<void> {
  const bot = await startPlaygroundBot()
  try {
    for (const scene of scenes) {
      if (!isAsked(scene.name)) continue
      const file = fileOf(scene.name, language, width)
      await take(browser, bot.url, { scene, width, language, file })
      console.log(file)
    }
  } finally {
    await bot.stop()
  }
}

async function takeAllOfWecom(browser: Browser, width: number, language: Language): Promise<void> {
  const bot = await startPlaygroundBot([], 'wecom')
  try {
    for (const scene of wecomScenes) {
      if (!isAsked(scene.name)) continue
      const file = fileOf(scene.name, language, width)
      await takeWecom(browser, bot.url, { scene, width, language, file })
      console.log(file)
    }
  } finally {
    await bot.stop()
  }
}

function isAsked(name: string): boolean {
  return asked.length === 0 || asked.includes(name)
}

function fileOf(name: string, language: Language, width: number): string {
  return join(folder, `${name}.${language}.${width}.png`)
}

async function takeDocument(browser: Browser, width: number, language: Language, document: Document): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 600 },
    colorScheme: document.colours ?? 'light',
    deviceScaleFactor: 2,
  })
  const page = await context.newPage()
  await page.setContent(document.html(language))
  const file = fileOf(document.name, language, width)
  await page.screenshot({ path: file, fullPage: true })
  console.log(file)
  await context.close()
}

interface Picture {
  scene: Scene
  width: number
  language: Language
  file: string
}

async function take(browser: Browser, url: string, { scene, width, language, file }: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language,
    colorScheme: scene.colours ?? 'light',
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  })
  try {
    const administrator = await takeSeat(context, url, { as: OLIVIA, in: GENERAL })
    await scene.before?.(administrator, language)
    await administrator.close()
    const seat = await takeSeat(context, url, scene.seat[language])
    await framed(seat, () => scene.play(seat, language))
    await seat.page.mouse.move(0, 0)
    await seat.page.screenshot({ path: file, animations: 'disabled' })
    await seat.close()
  } finally {
    await context.close()
  }
}

/** Debian's chromium brings neither: without them the pictures show boxes. */
function warnOfFonts(): void {
  for (const [query, name] of [
    [':lang=zh', 'fonts-noto-cjk'],
    [':lang=und-zsye', 'fonts-noto-color-emoji'],
  ] as const) {
    if (fontsFor(query) === '') console.warn(`No font for ${query.slice(6)} is installed; Debian's package is called ${name}.`)
  }
}

function fontsFor(query: string): string {
  try {
    return execFileSync('fc-list', [query, 'family'], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
