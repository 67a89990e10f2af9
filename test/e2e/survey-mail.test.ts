import { describe, expect, it } from 'vitest'
import { KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

const longestWaitMs = 30_000

describe.skipIf(!chromiumIsHere())('a survey by e-mail, in the browser', () => {
  const stage = useStage()

  it('goes from a rep to the customer’s mailbox, is answered on its page, and the owner hears of it', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    expect(await (await sofia.say('/survey send "Bergmann Hotels" nps')).innerText()).toContain('by e-mail')

    const mailbox = await sofia.page.context().newPage()
    await mailbox.goto(new URL('/playground/mail?lang=en', sofia.page.url()).href)
    const mail = mailbox.locator('main li a').filter({ hasText: 'lukas.bergmann@' })
    await expect
      .poll(async () => (await mailbox.reload()) && (await mail.count()), { timeout: longestWaitMs, interval: 500 })
      .toBe(1)
    await mail.click()
    const inside = mailbox.frameLocator('iframe')
    const opening = mailbox.context().waitForEvent('page')
    await inside.getByRole('link', { name: '3', exact: true }).click()
    const page = await opening
    expect(await page.getByRole('radio', { name: '3', exact: true }).isChecked()).toBe(true)
    expect(await page.content()).not.toMatch(/Bergmann|Lukas/)
    await page.getByRole('textbox').fill('The lamps flicker <again> & again')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor()

    await sofia.goTo('Rapport')
    const alert = sofia.page.getByTestId('message').filter({ hasText: 'The lamps flicker <again> & again' })
    await alert.first().waitFor({ timeout: longestWaitMs })
    expect(await alert.first().innerText()).toContain('Bergmann Hotels')
  }, 120_000)
})
