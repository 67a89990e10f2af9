import type { BrowserContext, Locator, Page } from 'playwright-core'
import { BOT_USER_ID } from '../../src/playground/workspace.ts'

/** Where somebody sits in front of the playground's page, and what hands and eyes do there. */
export interface Seat {
  page: Page
  /** Writes a line into the composer and sends it; gives what the bot says next, once it is there. */
  say(line: string): Promise<Locator>
  /** Sends a line without waiting for anything. */
  send(line: string): Promise<void>
  /** Waits for the message that comes after this was called, while `act` is done. */
  answerTo(act: () => Promise<unknown>): Promise<Locator>
  /** Sends a line, and gives what the bot then posts for everybody in the channel. */
  post(line: string): Promise<Locator>
  /** The open form. */
  form: Locator
  /** Fills one field of the open form: text, number or date; a choice, customer or person by the words of its entry. */
  fill(field: string, value: string): Promise<void>
  /** Presses the open form's button. */
  submit(): Promise<void>
  /** Takes an entry of a row's menu. `row` counts from 1. */
  act(message: Locator, row: number, entry: string): Promise<void>
  /** Opens a channel, or the bot's direct message, in the sidebar. */
  goTo(name: string): Promise<void>
  /** Leaves: closes the form and menu that stand open, which would else be there on return, and the page. */
  close(): Promise<void>
}

export interface SeatOptions {
  as: string
  /** A channel's id or name; the bot's direct message by its name. */
  in: string
}

/** Sits down: opens the page as that person and waits until it listens to the bot. */
export async function takeSeat(context: BrowserContext, url: string, { as, in: place }: SeatOptions): Promise<Seat> {
  const page = await context.newPage()
  const listening = page.waitForResponse(response => response.url().includes('/playground/ui/stream'))
  await page.goto(`${url}?${new URLSearchParams({ as, in: place })}`)
  await page.locator(`[data-testid="workspace"][data-me="${as}"]`).waitFor()
  await listening
  return seatAt(page)
}

export const message = '[data-testid="message"]'

export function seatAt(page: Page): Seat {
  const composer = page.getByTestId('composer')
  const form = page.getByTestId('modal')
  const send = async (line: string) => {
    await composer.fill(line)
    // A menu of commands may stand open; the button sends in any case.
    await page.getByTestId('send').click()
  }
  const nextAfter = async (act: () => Promise<unknown>, kind: string) => {
    const all = page.locator(`${message}[data-user="${BOT_USER_ID}"]${kind}`)
    const before = await all.count()
    await act()
    const next = all.nth(before)
    await next.waitFor()
    const ts = await next.getAttribute('data-ts')
    return page.locator(`${message}[data-ts="${ts}"]`)
  }
  const answerTo = (act: () => Promise<unknown>) => nextAfter(act, '')
  return {
    page,
    form,
    send,
    answerTo,
    say: line => answerTo(() => send(line)),
    post: line => nextAfter(() => send(line), ':not([data-ephemeral])'),
    fill: (field, value) => fillField(page, form, field, value),
    submit: () => form.getByTestId('modal-submit').click(),
    async act(inMessage, row, entry) {
      await inMessage
        .locator('[data-testid="action-act"]')
        .nth(row - 1)
        .click()
      await optionSaying(page, entry).click()
    },
    async goTo(name) {
      await page.locator(`[data-testid="channel-${name}"], [data-testid="dm-${name}"]`).click()
    },
    async close() {
      // An open menu takes the first Escape.
      if (await page.locator('.popover:popover-open').isVisible()) await page.keyboard.press('Escape')
      if (await form.isVisible()) {
        await page.keyboard.press('Escape')
        await form.waitFor({ state: 'hidden' })
      }
      await page.close()
    },
  }
}

/** The first entry of the open menu that holds these words. */
export const optionSaying = (page: Page, words: string): Locator =>
  page.locator('.popover:popover-open [role="option"]').filter({ hasText: words }).first()

async function fillField(page: Page, form: Locator, field: string, value: string): Promise<void> {
  const control = form.getByTestId(`field-${field}`).locator('[data-testid^="input-"]')
  const kind = await control.evaluate(element => element.tagName)
  if (kind !== 'BUTTON') return control.fill(value)
  await control.click()
  const search = page.locator('.popover:popover-open').getByTestId('pick-search')
  if (await search.isVisible()) await search.fill(value)
  await optionSaying(page, value).click()
}
