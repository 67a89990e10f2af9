import { onTestFinished } from 'vitest'
import { runScript, type Script } from './script.ts'

/** What `npm start` runs; `npm test` has built it. */
const program = new URL('../../dist/src/main.js', import.meta.url)

export interface BotProcess {
  readonly pid: number
  /** Where it listens. */
  readonly url: string
  /** What it wrote to its standard error: its log. */
  readonly log: string
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>
  /** SIGTERM; how it ended and after how many ms. */
  terminate(): Promise<{ code: number | null; ms: number }>
}

export interface BotOptions {
  /** The Web API it talks to, ending in `/api/`. */
  apiUrl: string
  dataDir: string
  databaseUrl?: string
  /** How Slack reaches it; by HTTP unless said. */
  transport?: Transport
  env?: Record<string, string>
  /** Another copy's main.ts. */
  program?: URL
}

/** How Slack reaches a bot. */
export const transports = ['http', 'socket'] as const
export type Transport = (typeof transports)[number]

export const slackSecrets = { botToken: 'xoxb-outside', signingSecret: 'outside-signing-secret', appToken: 'xapp-outside' }

/** Runs the real program, as `npm start` does, against a Slack that is not its own. It need not come up. */
export function runBot(options: BotOptions): Script {
  const script = runScript(options.program ?? program, [], {
    PLAYGROUND: 'off',
    SLACK_BOT_TOKEN: slackSecrets.botToken,
    SLACK_SIGNING_SECRET: options.transport === 'socket' ? '' : slackSecrets.signingSecret,
    SLACK_APP_TOKEN: options.transport === 'socket' ? slackSecrets.appToken : '',
    SLACK_API_URL: options.apiUrl,
    // Set, if to nothing, so that a .env file of whoever runs the tests has no say.
    DATABASE_URL: options.databaseUrl ?? '',
    DATA_DIR: options.dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    // Tests speak faster than people.
    COMMANDS_PER_MINUTE: '0',
    ADMINS: '',
    SLACK_DIGEST_CHANNEL: '',
    ...options.env,
  })
  onTestFinished(async () => {
    script.signal('SIGKILL')
    await script.ended()
  })
  return script
}

/** The same, ready. */
export async function startBot(options: BotOptions): Promise<BotProcess> {
  const script = runBot(options)
  const ready = await script.line('rapport ready ')
  return {
    pid: script.pid,
    url: ready.slice('rapport ready '.length),
    get log() {
      return script.errors
    },
    async kill() {
      script.signal('SIGKILL')
      await script.ended()
    },
    async terminate() {
      const begun = performance.now()
      script.signal('SIGTERM')
      const code = await script.ended()
      return { code, ms: performance.now() - begun }
    },
  }
}
