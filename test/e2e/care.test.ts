import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import type { Seat } from './seat.ts'
import { useStage } from './stage.ts'

/** The row of the task list that holds these words, with its menu. */
const rowSaying = async (seat: Seat, words: string) => (await seat.say('/care')).locator('.section', { hasText: words })

async function act(seat: Seat, words: string, entry: string): Promise<void> {
  await (await rowSaying(seat, words)).getByTestId('action-act').click()
  await seat.page.locator('.popover:popover-open').getByRole('option', { name: entry }).click()
  await seat.form.waitFor()
}

describe.skipIf(!chromiumIsHere())('logging and tasks in the browser', () => {
  const stage = useStage()

  it('a log with a next step makes a task; undoing the log takes the task away', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const logged = await sofia.say(
      '/log acme: called Anna, wants a discount before renewal #call next: today mail the price list',
    )
    expect(await logged.innerText()).toMatch(/Acme Retail Group[\s\S]*call[\s\S]*mail the price list/)
    expect(await (await sofia.say('/care')).innerText()).toContain('mail the price list')
    await logged.getByRole('button', { name: 'Undo' }).click()
    await sofia.page.getByText('Undone: the log for').waitFor()
    expect(await (await sofia.say('/care')).innerText()).not.toContain('mail the price list')
    expect(await (await sofia.say('/customer acme')).innerText()).not.toContain('wants a discount before renewal')
  })

  it('a task is done with its outcome, once: the menu of an older list says that it is done already', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const older = await rowSaying(sofia, 'Send the quote for 40 track lights')
    await act(sofia, 'Send the quote for 40 track lights', 'Done')
    await sofia.fill('result', 'Reached')
    await sofia.fill('text', 'she orders on Monday')
    const done = await sofia.answerTo(() => sofia.submit())
    expect(await done.innerText()).toMatch(/Done[\s\S]*Send the quote[\s\S]*Reached[\s\S]*she orders on Monday/)
    expect(await (await sofia.say('/care')).innerText()).not.toContain('Send the quote for 40 track lights')

    await older.getByTestId('action-act').click()
    const stale = await sofia.answerTo(() =>
      sofia.page.locator('.popover:popover-open').getByRole('option', { name: 'Done' }).click(),
    )
    expect(await stale.innerText()).toMatch(/done|no longer|already/i)
    expect(await sofia.form.isVisible()).toBe(false)
  })

  it('a task is snoozed from its menu and waits apart from the others until then', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    await act(sofia, 'Book the spring site visit', 'Snooze')
    await sofia.form.locator('.picker').click()
    await sofia.page.locator('.popover:popover-open').getByRole('option', { name: 'Tomorrow' }).click()
    const snoozed = await sofia.answerTo(() => sofia.submit())
    expect(await snoozed.innerText()).toContain('snoozed until')
    expect(await (await sofia.say('/care')).innerText()).toMatch(/Coming[\s\S]*Snoozed[\s\S]*Book the spring site visit/)
  })

  it('10,000 characters are kept whole or given back, with an answer either way', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const long = `/log northwind: ${'a long talk 🙂 '.repeat(720)}`.slice(0, 10_000)
    const logged = await sofia.say(long)
    expect(await logged.innerText()).toMatch(/Logged for Northwind Offices[\s\S]*a long talk/)
    const nobody = await sofia.say(`/customer ${'é'.repeat(9_900)}`)
    expect(await nobody.innerText()).not.toMatch(/did not work|error/i)
  })

  it('without a mouse: a customer is found, opened and a contact logged by keyboard alone', async () => {
    const { page, form, answerTo } = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const { keyboard } = page
    await keyboard.type('/cust')
    await page.getByTestId('completion-/customer').waitFor()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await form.waitFor()
    await keyboard.press('Enter')
    await keyboard.type('silver')
    await page.locator('[role="option"]', { hasText: 'Silverline Clinics' }).waitFor()
    await keyboard.press('Enter')
    const card = await answerTo(() => keyboard.press('Control+Enter'))
    expect(await card.innerText()).toContain('Silverline Clinics')

    const log = card.getByRole('button', { name: 'Log', exact: true })
    for (let steps = 0; steps < 20 && !(await log.evaluate(button => button.matches(':focus'))); steps++) {
      await keyboard.press('Shift+Tab')
    }
    await keyboard.press('Enter')
    await form.waitFor()
    const text = form.getByTestId('field-text').locator('textarea')
    for (let steps = 0; steps < 10 && !(await text.evaluate(box => box.matches(':focus'))); steps++) await keyboard.press('Tab')
    await keyboard.type('Met at the fair #meeting next: tomorrow send the catalogue')
    const logged = await answerTo(() => keyboard.press('Control+Enter'))
    expect(await logged.innerText()).toMatch(/Logged for Silverline Clinics[\s\S]*send the catalogue/)
  })
})
