import { describe, expect, it, onTestFinished } from 'vitest'
import { type BotProcess, startBot } from '../harness/process.ts'
import { temporaryDatabase, testDatabase } from '../harness/store.ts'
import { until } from '../platforms/wecom/bench.ts'
import { type Aibot, botId, botSecret, startAibot } from '../platforms/wecom/emulator.ts'

const patience = 120_000

async function company() {
  const wecom = await startAibot()
  onTestFinished(() => wecom.stop())
  const { folder, databaseUrl } = await temporaryDatabase()
  const env = {
    ...{ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: '' },
    ...{ WECOM_BOT_ID: botId, WECOM_BOT_SECRET: botSecret, WECOM_BOT_WS_URL: wecom.url, WECOM_ADMINS: 'wang' },
  }
  const start = (): Promise<BotProcess> =>
    startBot({ apiUrl: '', dataDir: folder, env, ...(databaseUrl !== undefined && { databaseUrl }) })
  return { wecom, start }
}

const answers = (wecom: Aibot, text: string): number => wecom.shown.filter(shown => shown.text.includes(text)).length

describe('the program on WeCom alone', { timeout: patience }, () => {
  it('starts without a playground, answers in Chinese, survives kill -9 without doing anything twice, and stops in time', async () => {
    const { wecom, start } = await company()
    const first = await start()
    await until(() => wecom.connected())
    await wecom.says('wang', '/customer new 知客科技')
    await until(() => answers(wecom, '知客科技') > 0)
    await wecom.says('wang', '跟进 知客：打了电话')
    await until(() => answers(wecom, '打了电话') > 0)
    await first.kill()
    // On Postgres the dead process's lease ends first.
    const second = await start()
    await until(() => wecom.connected(), patience)
    await wecom.repeats()
    const cards = answers(wecom, '### 知客科技')
    await wecom.says('wang', '客户 知客')
    await until(() => answers(wecom, '### 知客科技') > cards)
    expect(wecom.shown.at(-1)?.text.match(/打了电话/g)).toHaveLength(1)
    expect(wecom.subscriptions()).toBe(2)
    const { code, ms } = await second.terminate()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)
    expect(`${first.log}${second.log}`).not.toMatch(/知客|secret-of-the-tests/)
  })

  it.skipIf(testDatabase === 'embedded')('has one connection among two processes, and messages go out through it', async () => {
    const { wecom, start } = await company()
    const first = await start()
    await until(() => wecom.connected())
    const second = await start()
    await wecom.says('wang', '/rapport 状态')
    await until(() => answers(wecom, '智能机器人') > 0)
    await first.terminate()
    await until(() => wecom.connected(), patience)
    await wecom.says('wang', '帮助')
    await until(() => answers(wecom, '/customer') > 0)
    expect(wecom.subscriptions()).toBe(2)
    await second.terminate()
  })
})
