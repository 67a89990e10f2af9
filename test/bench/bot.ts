import { join } from 'node:path'
import { createLocalSlack, type LocalSlack } from '../../src/playground/local-slack.ts'
import type { BenchStore } from './database.ts'
import { project, type Started, startNode } from './processes.ts'

export const signingSecret = 'the-benchmarks-signing-secret'
const botToken = 'xoxb-bench'

/** What makes the bot, and the command line beside it, work on real data and not on the playground's. */
export const slackEnv = { PLAYGROUND: 'off', SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret }

export interface BenchBot extends Started {
  slack: LocalSlack
}

/** The built bot as an administrator runs it, with a Slack outside its process. */
export async function startBot(database: BenchStore): Promise<BenchBot> {
  const slack = await createLocalSlack({ botToken, signingSecret })
  const origin = await slack.listen(0)
  const env = {
    ...database.env,
    ...slackEnv,
    PORT: '0',
    COMMANDS_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    SLACK_API_URL: `${origin}/playground/slack/api/`,
  }
  try {
    const bot = await startNode([join(project, 'dist/src/main.js')], env, /rapport ready (\S+)/)
    slack.setBotUrl(bot.url)
    return {
      ...bot,
      slack,
      async stop() {
        await bot.stop()
        await slack.stop()
      },
    }
  } catch (error) {
    await slack.stop()
    throw error
  }
}

/** Bolt alone, in a process of its own. */
export const startEcho = (): Promise<Started> =>
  startNode(['--import', 'tsx', join(project, 'test/bench/echo.ts')], { SLACK_SIGNING_SECRET: signingSecret }, /echo ready (\S+)/)
