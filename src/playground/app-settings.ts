import { type BotLine, createHttpLine, type SentRequest } from './bot-line.ts'
import type { Ids } from './ids.ts'
import type { Person } from './model.ts'
import { Refused } from './notices.ts'
import { createSocketLine, type SocketLine } from './socket-line.ts'
import { isLocalName } from './ui/guard.ts'
import type { UiApp } from './ui-contract.ts'

export interface AppSettingsOptions {
  secrets: { botToken: string; signingSecret: string; appToken: string }
  /** The built-in bot's address without the path. */
  botUrl: () => string
  /** The playground's own address. */
  origin: () => string
  appId: string
  ids: Ids
  now: () => number
  ackTimeoutMs: number
  sent: (request: SentRequest) => void
  stopping: AbortSignal
  /** Told after every change, with what the page shows. */
  changed: (app: UiApp) => void
}

/** What Slack keeps on an app's settings page, and the ways to the app that follow from it. */
export interface AppSettings {
  /** As Slack does: whoever has opened a socket gets everything by sockets, else it goes to the request URL. */
  line: BotLine
  sockets: SocketLine
  show(): UiApp
  /** Another bot's request URL, once it has proved to be the app's; null: the built-in bot's again. Rejects with Refused, in the person's words. */
  setRequestUrl(person: Person, url: string | null): Promise<void>
  /** Off closes all sockets and lets nobody open one. */
  setSocketMode(on: boolean): void
  setSigningSecret(secret: string): void
}

export function createAppSettings(options: AppSettingsOptions): AppSettings {
  const { secrets, ids, origin, stopping } = options
  let signingSecret = secrets.signingSecret
  let requestUrl: string | null = null
  const builtInUrl = () => `${options.botUrl()}/slack/events`
  const changed = () => options.changed(show())
  const httpTo = (url: () => string): BotLine =>
    createHttpLine({
      ...options,
      signingSecret: () => signingSecret,
      requestUrl: url,
      seconds: () => Math.floor(Date.now() / 1000),
      stopping,
    })
  const http = httpTo(() => requestUrl ?? builtInUrl())
  const sockets = createSocketLine({ ...options, changed })

  function show(): UiApp {
    return {
      ...secrets,
      signingSecret,
      apiUrl: `${origin()}/playground/slack/api/`,
      requestUrl: requestUrl ?? builtInUrl(),
      ownUrl: requestUrl === null,
      socketMode: sockets.isOpen(),
      sockets: sockets.count(),
    }
  }

  /** As Slack does before it accepts an address: a signed challenge that only the app can answer. */
  async function verify(person: Person, url: string): Promise<void> {
    const challenge = ids.token(24)
    const answer = await httpTo(() => url).deliver('events_api', { type: 'url_verification', token: 'playground', challenge })
    if (answer.status === 200 && answer.body.includes(challenge)) return
    throw new Refused(person, 'notVerified', String(answer.status ?? answer.failure))
  }

  return {
    line: { deliver: (...args) => (sockets.count() > 0 ? sockets : http).deliver(...args) },
    sockets,
    show,
    async setRequestUrl(person, url) {
      const wanted = url === builtInUrl() ? null : url
      if (wanted !== null) {
        if (!isLoopback(wanted)) throw new Refused(person, 'notLoopback')
        await verify(person, wanted)
      }
      requestUrl = wanted
      changed()
    },
    setSocketMode(on) {
      sockets.setOpen(on)
      changed()
    },
    setSigningSecret(secret) {
      signingSecret = secret
    },
  }
}

/** Only this machine: what people type here goes to nobody else's. */
function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  return protocol === 'http:' && isLocalName(hostname) && !username && !password
}
