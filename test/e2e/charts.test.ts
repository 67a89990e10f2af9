import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

/** What the page knows of a picture. */
interface Image {
  naturalWidth: number
  decode(): Promise<void>
}

describe.skipIf(!chromiumIsHere())('charts in the browser', () => {
  const stage = useStage()

  it.for(['light', 'dark'] as const)(
    'are drawn by the page, or shown as pictures, and axe finds nothing wrong in %s colours',
    async colorScheme => {
      const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS, { colorScheme })
      const risk = await sofia.say('/rapport risk')
      await risk.locator('.chart svg rect').first().waitFor()
      expect(await risk.textContent()).toMatch(/\d+ customers: \d+ healthy/)
      const rhythm = await sofia.say('/customer rhythm acme')
      const picture = rhythm.locator('.picture img')
      await picture.waitFor()
      expect(await picture.getAttribute('alt')).toMatch(/Acme Retail Group: order rhythm\n.*\nDay \| Ordered \(EUR\)\n/)
      expect(await picture.evaluate((image: Image) => image.decode().then(() => image.naturalWidth))).toBe(1280)
      await sofia.page.evaluate(axe.source)
      const { violations } = await sofia.page.evaluate<Pick<axe.AxeResults, 'violations'>>('axe.run()')
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
    },
  )
})
