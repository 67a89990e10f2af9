import { describe, expect, it } from 'vitest'
import { ACME_SHARED, ANNA, BOT_USER_ID, SOFIA } from '../../src/playground/workspace.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

/** A channel can be shared later, so a button may stand there from when it was not. */
const fromBefore = {
  ts: '1767261600.000100',
  channel: ACME_SHARED,
  user: BOT_USER_ID,
  text: 'Acme Retail Group',
  blocks: [
    {
      type: 'actions',
      block_id: 'from-before',
      elements: [
        {
          type: 'button',
          action_id: 'customers.show#0',
          text: { type: 'plain_text', text: 'Open' },
          value: JSON.stringify({ a: 'customers.show', v: { customerId: 1 } }),
        },
      ],
    },
  ],
}

const internal = /Churn risk|Head of purchasing|LT-1001|€/

describe.skipIf(!chromiumIsHere())('a channel shared with another company, in the browser', () => {
  const stage = useStage([fromBefore])

  it('a customer cannot run a command, and pressing a button there tells them nothing', async () => {
    const anna = await stage.sit(ANNA, ACME_SHARED)
    await anna.send('/customer acme')
    await anna.page.getByTestId('notice').filter({ hasText: '/customer' }).waitFor()
    const refused = await anna.answerTo(() => anna.page.getByRole('button', { name: 'Open' }).click())
    expect(await refused.innerText()).toContain('Only members of the company’s team can use this.')
    expect(await anna.page.getByRole('log').innerText()).not.toMatch(internal)
  })

  it('a customer who writes to the bot directly is refused too', async () => {
    const anna = await stage.sit(ANNA, ACME_SHARED)
    await anna.page.getByTestId('open-bot-dm').click()
    await anna.page.getByRole('heading', { name: 'Rapport' }).waitFor()
    const refused = await anna.say('customer acme')
    expect(await refused.innerText()).toContain('Only members of the company’s team can use this.')
  })

  it('a rep gets no customer data there either, by command or by button', async () => {
    const sofia = await stage.sit(SOFIA, ACME_SHARED)
    expect(await (await sofia.say('/customer acme')).innerText()).toContain('shared with another company')
    const pressed = await sofia.answerTo(() => sofia.page.getByRole('button', { name: 'Open' }).click())
    expect(await pressed.innerText()).toContain('shared with another company')
    expect(await sofia.page.getByRole('log').innerText()).not.toMatch(internal)
  })
})
