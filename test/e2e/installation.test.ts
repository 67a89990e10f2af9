import { describe, expect, it } from 'vitest'
import { GENERAL, OLIVIA } from '../../src/playground/workspace.ts'
import { startBot } from '../harness/process.ts'
import { embeddedDatabase, until } from '../reliability/stage.ts'
import { chromiumIsHere } from './chromium.ts'
import { useStage } from './stage.ts'

describe.skipIf(!chromiumIsHere())('an installation, tried in the playground', () => {
  const stage = useStage()

  it('by Socket Mode takes the workspace over, with commands, forms and type-ahead, until the own bot is wanted back', {
    timeout: 120_000,
  }, async () => {
    const olivia = await stage.sit(OLIVIA, GENERAL)
    const panel = olivia.page.getByTestId('app-panel')
    await olivia.page.getByTestId('app').click()
    const shown = (setting: string) => panel.getByTestId(`app-${setting}`).inputValue()
    const bot = await startBot({
      apiUrl: await shown('SLACK_API_URL'),
      ...(await embeddedDatabase()),
      transport: 'socket',
      env: { SLACK_BOT_TOKEN: await shown('SLACK_BOT_TOKEN'), SLACK_APP_TOKEN: await shown('SLACK_APP_TOKEN') },
    })
    await panel.getByText('1 connection').waitFor()
    // Its start is over then: a busy machine would leave the first command no time.
    await until(() => expect(bot.log).toContain('platform.connection'))

    expect(await (await olivia.say('/rapport status')).innerText()).toContain('Socket Mode connected')
    expect(await (await olivia.say('/customer new Northwind Test Ltd')).innerText()).toContain('Northwind Test Ltd')
    await olivia.send('/log')
    await olivia.form.waitFor()
    await olivia.fill('customer', 'Northwind')
    await olivia.fill('text', 'Called, all well')
    expect(await (await olivia.answerTo(() => olivia.submit())).innerText()).toContain('Logged for Northwind Test Ltd')

    await panel.getByTestId('app-own').click()
    await panel.getByText('the bot that runs with this playground').waitFor()
    expect(await (await olivia.say('/rapport status')).innerText()).toContain('over HTTP')
  })
})
