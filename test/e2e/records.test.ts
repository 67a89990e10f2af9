import { describe, expect, it } from 'vitest'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS, OLIVIA, SOFIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { optionSaying } from './seat.ts'
import { useStage } from './stage.ts'

describe.skipIf(!chromiumIsHere())('the customer record in the browser', () => {
  const stage = useStage()

  it('a rep sees the card of the customer she names, also when she misspells it', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const card = await sofia.say('/customer acme')
    const shown = await card.innerText()
    for (const part of ['Acme Retail Group', 'Sofia Lind', 'Anna Becker', 'Churn risk', 'Last orders'])
      expect(shown).toContain(part)
    expect(await card.getByRole('button').allInnerTexts()).toEqual(
      expect.arrayContaining(['Log', 'Edit', 'Task', 'Timeline', 'Assign']),
    )
    expect(await card.getAttribute('data-ephemeral'), 'only she sees it').toBe('true')
    const slip = await sofia.say('/customer bregmann hotel')
    expect(await slip.innerText()).toContain('Bergmann Hotels')
  })

  it('a Chinese rep finds a customer by the initials of its pinyin and is answered in Chinese', async () => {
    const xiaowen = await stage.sit(XIAOWEN, CUSTOMER_CARE_ZH)
    const card = await xiaowen.say('/customer zkkj')
    expect(await card.innerText()).toMatch(/知客科技[\s\S]*负责人[\s\S]*流失风险/)
    await card.getByRole('button', { name: '写跟进' }).waitFor()
  })

  it('a customer who is not there yet is created by a form, which keeps what was typed when something is wrong', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const none = await sofia.say('/customer Polar Bikes')
    await none.getByRole('button', { name: 'Create' }).click()
    await sofia.form.waitFor()
    await sofia.fill('phone', '+49 40 998877')
    await sofia.fill('email', 'not an address')
    await sofia.fill('tier', 'B')
    await sofia.submit()
    await sofia.form.getByTestId('error-email').waitFor()
    expect(await sofia.form.getByTestId('field-name').locator('input').inputValue()).toBe('Polar Bikes')
    expect(await sofia.form.getByTestId('field-phone').locator('input').inputValue()).toBe('+49 40 998877')
    expect(await sofia.form.getByTestId('field-email').locator('input').inputValue()).toBe('not an address')
    await sofia.fill('email', 'hello@polarbikes.example')
    const card = await sofia.answerTo(() => sofia.submit())
    expect(await card.innerText()).toMatch(/Polar Bikes[\s\S]*\+49 40 998877[\s\S]*hello@polarbikes\.example/)
    await sofia.form.waitFor({ state: 'hidden' })
  })

  it('an edit by form is on the card afterwards, and in the history with who made it', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const card = await sofia.say('/customer riva')
    await card.getByRole('button', { name: 'Edit', exact: true }).last().click()
    await sofia.form.waitFor()
    await sofia.fill('phone', '+39 02 123456')
    await sofia.answerTo(() => sofia.submit())
    expect(await (await sofia.say('/customer riva')).innerText()).toContain('+39 02 123456')
    expect(await (await sofia.say('/customer history riva')).innerText()).toMatch(
      /Sofia Lind[\s\S]*\+39 02 123456|\+39 02 123456[\s\S]*Sofia Lind/,
    )
  })

  it('the search form offers customers while she types, and opens the one she takes', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    await sofia.send('/customer')
    await sofia.form.waitFor()
    await sofia.form.locator('.picker').click()
    await sofia.page.getByTestId('pick-search').fill('northw')
    await optionSaying(sofia.page, 'Northwind Offices').click()
    const card = await sofia.answerTo(() => sofia.submit())
    expect(await card.innerText()).toContain('Northwind Offices')
  })

  it('of two people who edit at once neither loses anything: other fields are merged, the same field is asked about', async () => {
    const [sofia, olivia] = [await stage.sit(SOFIA, KEY_ACCOUNTS), await stage.sit(OLIVIA, KEY_ACCOUNTS)]
    for (const seat of [sofia, olivia]) {
      await seat.send('/customer edit hansa')
      await seat.form.waitFor()
    }
    await olivia.fill('region', 'Hamburg')
    await olivia.fill('industry', 'Freight')
    await olivia.answerTo(() => olivia.submit())

    await sofia.fill('phone', '+49 40 5550')
    await sofia.fill('industry', 'Shipping')
    await sofia.submit()
    await sofia.form.getByText('Olivia Hart', { exact: false }).waitFor()
    expect(await sofia.form.innerText()).toContain('Freight')
    expect(await sofia.form.getByTestId('field-industry').locator('input').inputValue()).toBe('Shipping')
    await sofia.answerTo(() => sofia.submit())

    const card = await (await sofia.say('/customer hansa')).innerText()
    expect(card).toMatch(/Shipping/)
    expect(card).toMatch(/Hamburg/)
    expect(card).toMatch(/\+49 40 5550/)
  })
})
