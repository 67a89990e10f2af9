import { describe, expect, it } from 'vitest'
import { ACME_SHARED, ANNA, KEY_ACCOUNTS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

/** What stands on the customer's card and in lists, and must never be read by a customer. */
const internal = /Churn risk|LT-1001|€|key account/i

describe.skipIf(!chromiumIsHere())('surveys in the browser', () => {
  const stage = useStage()

  it('a rep asks, the customer answers in the shared channel, the owner is told, closes the loop, and the customer reads it', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const anna = await stage.sit(ANNA, ACME_SHARED)
    const invitation = await anna.answerTo(async () => {
      expect(await (await sofia.say('/survey send acme nps')).innerText()).toContain('was asked (NPS) in the shared channel')
    })
    expect(await invitation.innerText()).toContain('Sofia Lind would like to hear from you')
    const thanks = await anna.answerTo(() => invitation.getByRole('button', { name: '3', exact: true }).click())
    expect(await thanks.innerText()).toContain('Your answer: 3/10')
    await thanks.getByRole('button', { name: 'Add a comment' }).click()
    await anna.form.waitFor()
    await anna.fill('comment', 'Deliveries are *late* <!channel> & <@U0SOFIA>')
    await anna.submit()
    await anna.page.getByText('You said: Deliveries are *late* <!channel> & <@U0SOFIA>').waitFor()

    await sofia.goTo('Rapport')
    const alert = sofia.page.getByTestId('message').filter({ hasText: 'Acme Retail Group is unhappy: NPS 3/10' })
    await alert.waitFor()
    await sofia.page.getByText('Deliveries are *late* <!channel> & <@U0SOFIA>').last().waitFor()
    await alert.getByRole('button', { name: 'Close the loop' }).click()
    await sofia.form.waitFor()
    await sofia.fill('did', 'A second van, from Monday on.')
    const closed = await sofia.answerTo(() => sofia.submit())
    expect(await closed.innerText()).toContain('The customer is told.')

    await anna.goTo('Rapport')
    await anna.page.getByText('A second van, from Monday on.').waitFor()
    expect(await anna.page.getByRole('log').innerText()).not.toMatch(internal)
    expect(await (await sofia.say('survey')).innerText()).not.toContain('Acme Retail Group')
  })

  it('by e-mail: the link opens a page without scripts, the answer reaches the owner', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    expect(await (await sofia.say('/survey send baltic csat')).innerText()).toContain('was asked (CSAT) by e-mail')
    const browser = sofia.page.context().browser()
    const customer = await browser?.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const page = await customer?.newPage()
    if (!page) throw new Error('no browser')
    const list = new URL('/playground/mail', sofia.page.url()).href
    const link = page.getByRole('link', { name: /How satisfied were you/ })
    await expect.poll(async () => ((await page.goto(list)) ? link.count() : 0), { timeout: 15_000 }).toBe(1)
    await link.click()
    const mail = page.frameLocator('iframe')
    const address = await mail.getByRole('link', { name: '2', exact: true }).getAttribute('href')
    await page.goto(address ?? '')
    expect(await page.getByRole('radio', { name: '2' }).isChecked()).toBe(true)
    expect(await page.locator('body').innerText()).not.toMatch(/Baltic|Sofia/)
    await page.getByRole('textbox').fill('The <b>invoice</b> was wrong')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you').first().waitFor()
    await customer?.close()

    await sofia.goTo('Rapport')
    const alert = sofia.page.getByTestId('message').filter({ hasText: 'Baltic Shipyards is unhappy: CSAT 2/5' })
    await alert.waitFor()
    expect(await alert.innerText()).toContain('The <b>invoice</b> was wrong')
  })
})
