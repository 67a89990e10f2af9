import { randomBytes } from 'node:crypto'
import { createLocalSlack, type LocalSlack } from './local-slack.ts'
import type { SlashCommand } from './model.ts'
import type { Handle } from './routes.ts'

export interface PlaygroundOptions {
  /** The bot's slash commands, for the page's command help; a command that is not listed is "not valid". */
  commands: SlashCommand[]
  /** Folder of the built page. */
  pageDir?: string
  /** JSON file that keeps channels and messages over a restart. */
  stateFile?: string
  now?: () => number
}

export interface Playground {
  /** Serves everything under `/playground`; false for other addresses. */
  handle: Handle
  /** Takes the requests that open a socket under `/playground`; false for others. */
  upgrade: LocalSlack['upgrade']
  /** The settings by which the bot's real Slack code reaches this Slack instead of slack.com. */
  slackSettings: { botToken: string; signingSecret: string; apiUrl(origin: string): string }
  /** The address of the server that carries both the bot and the playground. */
  setBotUrl(origin: string): void
  stop(): Promise<void>
  slack: LocalSlack
}

/** Starts a local Slack with the demo workspace and secrets that live only in this process. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const botToken = `xoxb-playground-${randomBytes(18).toString('hex')}`
  const signingSecret = randomBytes(32).toString('hex')
  const slack = await createLocalSlack({
    botToken,
    signingSecret,
    commands: options.commands,
    ...(options.pageDir === undefined ? {} : { pageDir: options.pageDir }),
    ...(options.stateFile === undefined ? {} : { stateFile: options.stateFile }),
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  return {
    handle: slack.handle,
    upgrade: slack.upgrade,
    slackSettings: { botToken, signingSecret, apiUrl: origin => `${origin.replace(/\/$/, '')}/playground/slack/api/` },
    setBotUrl: origin => slack.setBotUrl(origin),
    stop: () => slack.stop(),
    slack,
  }
}
