import { randomBytes } from 'node:crypto'
import { createLocalSlack, type LocalSlack } from './local-slack.ts'
import { createMailbox, type Mailbox } from './mail/mailbox.ts'
import { createMailPages } from './mail/pages.ts'
import type { MessageShortcut, SlashCommand } from './model.ts'
import { type AppSecrets, readSecrets } from './state-file.ts'
import type { Handle } from './ui/mounted.ts'

export interface PlaygroundOptions {
  /** The bot's slash commands, for the page's command help; a command that is not listed is "not valid". */
  commands: SlashCommand[]
  /** The bot's entries in every message's menu. */
  shortcuts: MessageShortcut[]
  /** Folder of the built page. */
  pageDir?: string
  /** JSON file that keeps channels and messages over a restart. */
  stateFile?: string
  /** JSON file that keeps mails over a restart. */
  mailFile?: string
  /** There is a local WeCom beside it. */
  hasWecom?: boolean
  now?: () => number
}

export interface Playground {
  /** Serves everything under `/playground`; false for other addresses. */
  handle: Handle
  /** Takes the requests that open a socket under `/playground`; false for others. */
  upgrade: LocalSlack['upgrade']
  /** The settings by which the bot's real Slack code reaches this Slack instead of slack.com. */
  slackSettings: AppSecrets & { apiUrl(origin: string): string }
  /** The address of the server that carries both the bot and the playground. */
  setBotUrl(origin: string): void
  stop(): Promise<void>
  slack: LocalSlack
  /** Takes every mail, whoever it is for. */
  mailbox: Pick<Mailbox, 'take'>
}

/** Starts a local Slack with the demo workspace; its secrets are made at the first start and kept with its messages. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const secrets = (options.stateFile && (await readSecrets(options.stateFile))) || newSecrets()
  const slack = await createLocalSlack({
    ...secrets,
    commands: options.commands,
    shortcuts: options.shortcuts,
    hasWecom: options.hasWecom ?? false,
    ...(options.pageDir === undefined ? {} : { pageDir: options.pageDir }),
    ...(options.stateFile === undefined ? {} : { stateFile: options.stateFile }),
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  const mailbox = await createMailbox({ file: options.mailFile ?? null, now: options.now ?? Date.now })
  const mailPages = createMailPages(mailbox)
  return {
    handle: async (req, res) => mailPages(req, res) || slack.handle(req, res),
    upgrade: slack.upgrade,
    slackSettings: { ...secrets, apiUrl: origin => `${origin.replace(/\/$/, '')}/playground/slack/api/` },
    setBotUrl: origin => slack.setBotUrl(origin),
    async stop() {
      await Promise.all([slack.stop(), mailbox.stop()])
    },
    slack,
    mailbox,
  }
}

const newSecrets = (): AppSecrets => ({
  botToken: `xoxb-playground-${randomBytes(18).toString('hex')}`,
  signingSecret: randomBytes(16).toString('hex'),
  appToken: `xapp-playground-${randomBytes(18).toString('hex')}`,
})
