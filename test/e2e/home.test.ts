import { describe, expect, it, vi } from 'vitest'
import { KEY_ACCOUNTS, SOFIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { optionSaying, type Seat } from './seat.ts'
import { useStage } from './stage.ts'

async function openHome(seat: Seat) {
  await seat.goTo('Rapport')
  await seat.page.getByTestId('tab-home').click()
  const home = seat.page.getByTestId('home')
  await home.getByTestId('action-act').first().waitFor()
  // Opened before, it shows what it was until the bot has published it anew, which would take an open menu away.
  let shown = ''
  await vi.waitUntil(
    async () => {
      const before = shown
      shown = await home.innerHTML()
      return shown === before
    },
    { interval: 1_000, timeout: 20_000 },
  )
  return home
}

describe.skipIf(!chromiumIsHere())('the Home tab in the browser', () => {
  const stage = useStage()

  it('a task is finished from it, and the page says so and no longer lists the task', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const home = await openHome(sofia)
    const row = home.locator('.section', { hasText: 'Send the quote for 40 track lights' })
    await row.getByTestId('action-act').click()
    await optionSaying(sofia.page, 'Done').click()
    await sofia.form.waitFor()
    await sofia.fill('text', 'she orders on Monday')
    await sofia.submit()
    await home.getByText('she orders on Monday').waitFor()
    expect(await row.count()).toBe(0)
  })

  it('a customer at risk opens over it, and a log written there is on the page afterwards', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const home = await openHome(sofia)
    expect(await home.innerText()).toContain('My customers at risk')
    const row = home.locator('.section', { hasText: 'Next: ' }).first()
    await row.getByTestId('action-act').click()
    await optionSaying(sofia.page, 'Log').click()
    await sofia.form.waitFor()
    await sofia.fill('text', 'Called, all is well again')
    await sofia.submit()
    await home.getByText('Logged for').waitFor()
    expect(await home.innerText()).toMatch(/My last logs[\s\S]*Called, all is well again/)
  })

  it('settings are changed on it, and it speaks the new language at once', async () => {
    const xiaowen = await stage.sit(XIAOWEN, KEY_ACCOUNTS)
    const home = await openHome(xiaowen)
    await home.getByRole('button', { name: '修改我的设置' }).click()
    await xiaowen.form.waitFor()
    await xiaowen.fill('lang', 'English')
    await xiaowen.submit()
    await home.getByText('My day').waitFor()
    expect(await home.innerText()).toMatch(/Saved\.[\s\S]*My settings/)
  })
})
