import type { BrowserContext, Locator, Page } from 'playwright-core'

/** Where somebody sits in front of the playground's WeCom. */
export interface WecomSeat {
  page: Page
  /** Writes a line into the composer and sends it. */
  send(line: string): Promise<void>
  /** Sends a line, and gives the robot's next message that holds these words. */
  say(line: string, words: string): Promise<Locator>
  /** The robot's next message that holds these words, once `act` is done. */
  answerTo(act: () => Promise<unknown>, words: string): Promise<Locator>
  /** The robot's last card in the conversation. */
  card(): Locator
  close(): Promise<void>
}

export const fromRobot = '[data-testid="message"][data-from="robot"]'

/** Sits down as a member; `chat`: a group's id, null for the direct chat with the robot. */
export async function takeWecomSeat(
  context: BrowserContext,
  url: string,
  { as, chat }: { as: string; chat: string | null },
): Promise<WecomSeat> {
  const page = await context.newPage()
  const listening = page.waitForResponse(response => response.url().includes('/playground/wecom/ui/stream'))
  await page.goto(`${url}/wecom?${new URLSearchParams({ as, in: chat ?? as })}`)
  await page.locator(`[data-testid="wecom"][data-me="${as}"]`).waitFor()
  await listening
  const send = async (line: string) => {
    await page.getByTestId('composer').fill(line)
    await page.getByTestId('send').click()
  }
  const answerTo = async (act: () => Promise<unknown>, words: string) => {
    const all = page.locator(fromRobot).filter({ hasText: words })
    const before = await all.count()
    await act()
    await all.nth(before).waitFor()
    const id = await all.nth(before).getAttribute('data-id')
    return page.locator(`[data-testid="message"][data-id="${id}"]`)
  }
  return {
    ...{ page, send, answerTo },
    say: (line, words) => answerTo(() => send(line), words),
    card: () => page.getByTestId('card').last(),
    close: () => page.close(),
  }
}
