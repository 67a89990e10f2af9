import { describe, expect, it } from 'vitest'
import { ACME_SHARED, ANNA, KEY_ACCOUNTS, MARCUS, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { message, type Seat } from './seat.ts'
import { useStage } from './stage.ts'

describe.skipIf(!chromiumIsHere())('a message logged to a customer in the browser', () => {
  const stage = useStage()

  /** The message that says this. */
  const saying = (seat: Seat, words: string) => seat.page.locator(message).filter({ hasText: words }).last()
  const choose = async (seat: Seat, words: string, entry: string) => {
    await saying(seat, words).hover()
    await saying(seat, words).getByTestId('message-menu').click()
    await seat.page.locator('.popover:popover-open').getByTestId(entry).click()
  }

  it('Sofia logs what Anna wrote in the shared channel: a form for her alone, the answer in her direct messages', async () => {
    const [anna, sofia] = [await stage.sit(ANNA, ACME_SHARED), await stage.sit(SOFIA, ACME_SHARED)]
    await anna.send('The last delivery was late again, and we are disappointed.')
    await saying(sofia, 'late again').waitFor()
    await choose(sofia, 'late again', 'shortcut-log')
    await sofia.form.waitFor()
    expect(await sofia.form.getByTestId('field-text').locator('textarea').inputValue()).toContain(
      'Anna Becker: The last delivery',
    )
    expect(await sofia.form.innerText(), 'the customer whose contact Anna is').toContain('Acme Retail Group')
    await sofia.fill('next', 'friday call Anna about the delivery')
    await sofia.submit()
    await sofia.form.waitFor({ state: 'hidden' })
    await sofia.goTo('Rapport')
    const answer = sofia.page.locator(message).filter({ hasText: 'Logged for' }).last()
    await answer.waitFor()
    expect(await answer.innerText()).toMatch(/Acme Retail Group[\s\S]*negative[\s\S]*call Anna about the delivery/)
    expect(await anna.page.locator(message).filter({ hasText: 'Logged for' }).count(), 'Anna sees nothing').toBe(0)

    await sofia.goTo('key-accounts')
    const card = await sofia.say('/customer acme')
    const link = card.getByRole('link', { name: 'message' }).first()
    const address = new URL((await link.getAttribute('href')) ?? '')
    expect(address.searchParams.get('in')).toBe(ACME_SHARED)
    await sofia.page.goto(`${address}&as=${SOFIA}`)
    expect(await sofia.page.locator('.message.pointed').innerText()).toContain('late again')
  })

  it('a thread is answered in line and logged whole', async () => {
    const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS)
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS)
    await marcus.send('Bergmann Hotels asked for new lamps')
    await saying(sofia, 'asked for new lamps').waitFor()
    await choose(sofia, 'asked for new lamps', 'reply-in-thread')
    await sofia.page.getByTestId('replying').waitFor()
    await sofia.send('I call them tomorrow')
    const reply = saying(sofia, 'I call them tomorrow')
    await reply.getByTestId('thread-of').waitFor()
    await choose(sofia, 'I call them tomorrow', 'shortcut-log')
    await sofia.form.waitFor()
    await sofia.fill('customer', 'Bergmann Hotels')
    await sofia.fill('what', 'The whole thread (2 messages)')
    await sofia.submit()
    const transcript = sofia.form.getByTestId('field-transcript').locator('textarea')
    await transcript.waitFor()
    expect(await transcript.inputValue()).toBe(
      'Marcus Reed: Bergmann Hotels asked for new lamps\nSofia Lind: I call them tomorrow',
    )
    await sofia.submit()
    await sofia.form.waitFor({ state: 'hidden' })
    await sofia.goTo('Rapport')
    await sofia.page.locator(message).filter({ hasText: 'Bergmann Hotels asked for new lamps' }).last().waitFor()
  })
})
