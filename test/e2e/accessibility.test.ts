import { describe, expect, it } from 'vitest'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS, MARCUS, SOFIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { faultsFound } from './axe.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

describe.skipIf(!chromiumIsHere())('axe finds nothing wrong', () => {
  const stage = useStage()

  it.for(['light', 'dark'] as const)(
    'with an empty channel, a card, an open menu, a form and both panels in %s colours',
    async colorScheme => {
      const sofia = await stage.sit(SOFIA, KEY_ACCOUNTS, { colorScheme })
      expect(await faultsFound(sofia), 'channel').toEqual([])
      await sofia.say('/customer acme')
      expect(await faultsFound(sofia), 'card').toEqual([])
      const tasks = await sofia.say('/care')
      await tasks.getByTestId('action-act').first().click()
      expect(await faultsFound(sofia), 'task list with its menu').toEqual([])
      await sofia.page.keyboard.press('Escape')
      await sofia.send('/customer new')
      await sofia.form.waitFor()
      await sofia.submit()
      await sofia.form.getByTestId('error-name').waitFor()
      expect(await faultsFound(sofia), 'form with an error').toEqual([])
      await sofia.page.keyboard.press('Escape')
      await sofia.form.waitFor({ state: 'hidden' })
      await sofia.page.getByTestId('faults').click()
      expect(await faultsFound(sofia), 'fault panel').toEqual([])
      await sofia.page.getByTestId('app').click()
      expect(await faultsFound(sofia), 'app settings').toEqual([])
    },
  )

  it.for(['light', 'dark'] as const)('with a digest in %s colours', async colorScheme => {
    const marcus = await stage.sit(MARCUS, KEY_ACCOUNTS, { colorScheme })
    await marcus.say('/rapport digest now')
    await marcus.page.locator('.block-header').first().waitFor()
    expect(await faultsFound(marcus)).toEqual([])
  })

  it.for(['light', 'dark'] as const)(
    'in Chinese on a phone, with the drawer of channels open, in %s colours',
    async colorScheme => {
      const xiaowen = await stage.sit(XIAOWEN, CUSTOMER_CARE_ZH, { colorScheme, viewport: { width: 390, height: 844 } })
      await xiaowen.say('/customer 知客')
      expect(await faultsFound(xiaowen), 'card').toEqual([])
      await xiaowen.page.getByTestId('menu').click()
      await xiaowen.page.getByTestId('person-switcher').waitFor()
      expect(await faultsFound(xiaowen), 'drawer').toEqual([])
    },
  )
})
