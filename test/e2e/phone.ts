import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchChromium } from './chromium.ts'

const phone = { viewport: { width: 390, height: 844 } }

/** A phone's browser for pages of ours, and what axe finds on them. */
export function usePhone() {
  let browser: Browser
  const leave: (() => Promise<void>)[] = []
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    for (const close of leave.splice(0)) await close()
  })

  return {
    async opened(url: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ ...phone, ...options })
      context.setDefaultTimeout(15_000)
      leave.push(() => context.close())
      const page = await context.newPage()
      await page.goto(url)
      return page
    },
    async faults(page: Page): Promise<string[]> {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<Pick<axe.AxeResults, 'violations'>>('axe.run()')
      const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
      return [
        ...violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`)),
        ...(wide ? ['wider than the screen'] : []),
      ]
    },
  }
}
