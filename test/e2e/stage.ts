import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Message } from '../../src/playground/model.ts'
import { launchChromium } from './chromium.ts'
import { type Playground, type PlaygroundBot, startPlaygroundBot } from './playground-bot.ts'
import { type Seat, takeSeat } from './seat.ts'
import { takeWecomSeat, type WecomSeat } from './wecom-seat.ts'

const longestStartMs = 90_000
/** A page that does not do what is expected within this is a failure, and says which step it was. */
const longestStepMs = 15_000

export interface Stage {
  /** Somebody sits down in a browser of their own. `place`: a channel's id or name. */
  sit(as: string, place: string, options?: BrowserContextOptions): Promise<Seat>
  /** The same in WeCom. `chat`: a group's id; null: the direct chat with the robot. */
  sitInWecom(as: string, chat: string | null, options?: BrowserContextOptions): Promise<WecomSeat>
}

/** A really running bot and a browser for the tests of one file; each test's seats are cleared after it. */
export function useStage(kept: readonly Message[] = [], playground: Playground = 'on'): Stage {
  let bot: PlaygroundBot | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
    bot = await startPlaygroundBot(kept, playground)
  }, longestStartMs)
  const taken: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const leave of taken.splice(0)) await leave()
  })
  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })
  const enter = async <T extends { close(): Promise<void> }>(
    options: BrowserContextOptions,
    take: (context: BrowserContext, url: string) => Promise<T>,
  ): Promise<T> => {
    if (!bot || !browser) throw new Error('the stage is not set')
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(longestStepMs)
    const seat = await take(context, bot.url)
    taken.push(async () => {
      await seat.close()
      await context.close()
    })
    return seat
  }
  return {
    sit: (as, place, options = {}) => enter(options, (context, url) => takeSeat(context, url, { as, in: place })),
    sitInWecom: (as, chat, options = {}) => enter(options, (context, url) => takeWecomSeat(context, url, { as, chat })),
  }
}
