import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { GENERAL, KEY_ACCOUNTS, MARCUS, OLIVIA, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import type { Seat } from './seat.ts'
import { useStage } from './stage.ts'

const digest = (seat: Seat, line = '/rapport digest now') => seat.post(line)

const nameInRow = async (seat: Seat, posted: Locator, row: number) => {
  const section = posted.locator('.section', { has: seat.page.getByTestId('action-act') }).nth(row - 1)
  return section.locator('strong').first().innerText()
}

describe.skipIf(!chromiumIsHere())('the digest in the browser', () => {
  const stage = useStage()

  it('a manager logs, makes a task and snoozes with a reason from the menu of its first row', async () => {
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS)
    const posted = await digest(marcus)
    const first = await nameInRow(marcus, posted, 1)

    await marcus.act(posted, 1, 'Log')
    await marcus.form.waitFor()
    await marcus.fill('text', 'Spoke with the owner, all well')
    expect(await (await marcus.answerTo(() => marcus.submit())).innerText()).toContain(`Logged for ${first}`)

    await marcus.act(posted, 1, 'Create task')
    await marcus.form.waitFor()
    await marcus.fill('what', 'Bring the new catalogue')
    expect(await (await marcus.answerTo(() => marcus.submit())).innerText()).toMatch(/Bring the new catalogue/)

    await marcus.act(posted, 1, 'Snooze')
    await marcus.form.waitFor()
    await marcus.fill('reason', 'waiting for their board meeting')
    expect(await (await marcus.answerTo(() => marcus.submit())).innerText()).toMatch(/waiting for their board meeting/)
    const next = await digest(marcus)
    expect(await nameInRow(marcus, next, 1), 'the snoozed customer is not listed again').not.toBe(first)
  })

  it('as-of posts the digest as it would have been on that day', async () => {
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS)
    const earlier = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
    const posted = await digest(marcus, `/rapport digest now as-of ${earlier}`)
    expect(await posted.locator('.block-header').innerText()).toContain(String(Number(earlier.slice(8))))
    const [today, then] = [await (await digest(marcus)).innerText(), await posted.innerText()]
    expect(then).not.toBe(today)
  })

  it('a rep may not post it', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    expect(await (await sofia.say('/rapport digest now')).innerText()).toMatch(/may not/)
  })

  it('an administrator makes a channel the own channel of a new team by a form, and its digest goes there', async () => {
    const olivia = await stage.sit(OLIVIA, GENERAL)
    await olivia.send('/rapport setup')
    await olivia.form.waitFor()
    await olivia.fill('name', 'Field sales')
    await olivia.fill('time', '25:99')
    await olivia.submit()
    await olivia.form.getByTestId('error-time').waitFor()
    expect(await olivia.form.getByTestId('field-name').locator('input').inputValue()).toBe('Field sales')
    await olivia.fill('time', '08:30')
    const made = await olivia.answerTo(() => olivia.submit())
    expect(await made.innerText()).toMatch(/Field sales[\s\S]*08:30/)
    expect(await (await digest(olivia)).innerText()).toContain('nothing to report')
  })
})
