import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Message } from '../../src/playground/model.ts'
import { launchChromium } from './chromium.ts'
import { type PlaygroundBot, startPlaygroundBot } from './playground-bot.ts'
import { type Seat, takeSeat } from './seat.ts'

const longestStartMs = 90_000
/** A page that does not do what is expected within this is a failure, and says which step it was. */
const longestStepMs = 15_000

export interface Stage {
  /** Somebody sits down in a browser of their own. `place`: a channel's id or name. */
  sit(as: string, place: string, options?: BrowserContextOptions): Promise<Seat>
}

/** A really running bot and a browser for the tests of one file; each test's seats are cleared after it. */
export function useStage(kept: readonly Message[] = []): Stage {
  let bot: PlaygroundBot | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
    bot = await startPlaygroundBot(kept)
  }, longestStartMs)
  const taken: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const leave of taken.splice(0)) await leave()
  })
  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })
  return {
    async sit(as, place, options = {}) {
      if (!bot || !browser) throw new Error('the stage is not set')
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
      context.setDefaultTimeout(longestStepMs)
      const seat = await takeSeat(context, bot.url, { as, in: place })
      taken.push(async () => {
        await seat.close()
        await context.close()
      })
      return seat
    },
  }
}
