import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Command } from '../../chat/feature.ts'
import type { Platform, PlatformState, Receive } from '../../chat/platform.ts'
import type { Log } from '../../config/log.ts'
import { stackOf } from '../../config/log.ts'
import { createAnswers } from './answers.ts'
import { type Background, createBackground } from './background.ts'
import { check } from './check.ts'
import { clientOptions, createClient, quietLogger } from './client.ts'
import type { Doorway } from './doorway.ts'
import { slackCode } from './errors.ts'
import { createHomes } from './home.ts'
import { createIdentities } from './identity.ts'
import { createIntake } from './intake.ts'
import { listen } from './listeners.ts'
import { createLocales } from './locales.ts'
import { createMessages } from './messages.ts'
import { createPeople } from './people.ts'
import { createPictures } from './pictures.ts'
import { createPlaces } from './places.ts'
import { createPresent } from './present.ts'
import { createHttpDoorway } from './receiver.ts'
import { createRounds } from './rounds.ts'
import { find, send } from './send.ts'
import { createSocketDoorway } from './socket/receiver.ts'

export interface SlackOptions {
  botToken: string
  /** How Slack reaches us: requests signed with a secret, or a socket opened with the app-level token. */
  connection: { by: 'http'; signingSecret: string } | { by: 'socket'; appToken: string }
  /** Another Web API than slack.com's, ending in `/api/`. */
  apiUrl?: string
  commands: readonly Command[]
  state: PlatformState
  log: Log
  now(): Date
  /** How long an answer may take before "working on it" is acknowledged; below Slack's 3 s. */
  ackAfterMs?: number
  /** One call's patience; 10 s unless set. */
  callTimeoutMs?: number
  /** Waits before each try to show a chart's picture. */
  picturePausesMs?: readonly number[]
  /** How often a socket is tested; 10 s unless set. */
  pingEveryMs?: number
}

export interface SlackPlatform extends Platform {
  /** For the one HTTP server: takes what comes to Slack's address and says whether it was that. Requests are verified here. */
  mount(request: IncomingMessage, response: ServerResponse, path: string): boolean
  /** Resolves when nothing is on its way any more, or after a few seconds. */
  idle(): Promise<void>
}

/** How long `idle` waits for answers on their way; the whole process has 10 s to stop. */
const idlePatienceMs = 5_000

/** Slack, over HTTP or through a socket; everything behind the door is the same. */
export function createSlack(options: SlackOptions): SlackPlatform {
  const { log, now, state } = options
  const web = clientOptions(options)
  const client = createClient(options.botToken, web)
  const identities = createIdentities(client, state)
  const people = createPeople(client, identities)
  const places = createPlaces(client, now)
  const messages = createMessages(client, people)
  const locales = createLocales(people.whoIs)
  const background = createBackground()
  const doorway = createDoorway(options, background)

  let receive: Receive | null = null
  const homes = createHomes({ client, receive: () => receive, log })
  const pausesMs = options.picturePausesMs
  const present = createPresent({ pictures: createPictures(client, log), log, ...(pausesMs && { pausesMs }) })
  const answers = createAnswers({ client, people, locales, homes, present, now, log })
  const patience = options.ackAfterMs === undefined ? {} : { patienceMs: options.ackAfterMs }
  const intake = createIntake({ receive: () => receive, answers, background, log, ...patience })
  const botUser = () =>
    identities.get().then(
      ({ botUser: id }) => id,
      () => null,
    )
  const app = createApp(doorway.receiver, client, options)
  listen(app, { commands: options.commands, door: { places, messages, botUser, now }, intake, locales, rounds: createRounds() })

  const sending = { client, people, places, present }
  const idle = () => background.idle(idlePatienceMs)
  return {
    name: 'slack',
    mount: doorway.mount,
    async start(handler) {
      receive = handler
      log('info', 'slack.connection', { kind: options.connection.by })
      // Slack may be down now; answers that need it say so, and `check` tells an administrator.
      const known = identities.refresh().catch((error: unknown) => log('error', 'slack.unreachable', { code: slackCode(error) }))
      await Promise.all([known, doorway.start()])
    },
    async stop() {
      doorway.drain()
      await idle()
      doorway.stop()
    },
    idle,
    send: (target, message, key) => send(sending, target, message, key),
    find: (target, key, since) => find(sending, target, key, since),
    answer: (incoming, reply) => answers.deliver(incoming, reply),
    whoIs: ref => people.whoIs(ref),
    colleagues: () => people.colleagues(),
    whatIs: id => places.now(id),
    check: () => check(identities, doorway.link()),
  }
}

function createDoorway({ connection, log, now, ...options }: SlackOptions, background: Background): Doorway {
  if (connection.by === 'http') return createHttpDoorway({ signingSecret: connection.signingSecret, log })
  const client = createClient(connection.appToken, clientOptions({ ...options, log }))
  return createSocketDoorway({ client, background, now, log, ...(options.pingEveryMs && { pingEveryMs: options.pingEveryMs }) })
}

/** Bolt with our receiver and client settings; it keeps no state and asks Slack nothing by itself. */
function createApp(receiver: Receiver, { token }: WebClient, options: SlackOptions): App {
  const botToken = token ?? options.botToken
  const app = new App({
    receiver,
    authorize: async () => ({ botToken }),
    clientOptions: clientOptions(options),
    logger: quietLogger(options.log),
    convoStore: false,
    // Done in receive/text.ts, which knows the bot's id without a call for each event.
    ignoreSelf: false,
  })
  app.error(async error => {
    options.log('error', 'slack.receive-failed', { code: slackCode(error), at: stackOf(error) })
    throw error
  })
  return app
}
