import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk'
import type { Log } from '../../../config/log.ts'
import { NotConnected, refusalOf, wecomCode } from '../errors.ts'

/** Who may have the robot's one connection: a second one kicks the first, so processes on one database take turns. */
export interface Lease {
  hold(): Promise<boolean>
  release(): Promise<void>
}

export type LinkCode = 'wecom_down' | 'wecom_refused' | 'wecom_kicked'
export type LinkState = { kind: 'up'; since: Date } | { kind: 'elsewhere' } | { kind: 'down'; code: LinkCode; since: Date }

export interface ConnectionOptions {
  botId: string
  secret: string
  wsUrl?: string
  lease: Lease
  log: Log
  now(): Date
  random(): number
  /** How often the lease is renewed; well within its length. */
  leaseEveryMs?: number
  pingEveryMs?: number
  /** The first pause before connecting again; it doubles up to 30 s. */
  reconnectMs?: number
  /** The first pause after another connection took this one's place; it doubles up to 10 minutes. */
  kickedMs?: number
}

export interface Connection {
  start(take: (frame: WsFrame) => void): Promise<void>
  stop(): Promise<void>
  state(): LinkState
  /** Of this process: what was asked through an earlier one cannot be answered in place. */
  readonly session: string
  /** Answers what came with this request id. Rejects like `send`. */
  reply(requestId: string, body: object, command?: string): Promise<void>
  /** Writes to a conversation unasked. Rejects with `NotConnected`, `Refused`, or anything else when nobody knows whether it arrived. */
  send(chat: { id: string; isGroup: boolean }, body: object): Promise<void>
  /** Gives the media id under which a file can be sent. */
  upload(file: Buffer, filename: string, type?: 'file' | 'image'): Promise<string>
}

const slowestKickMs = 600_000
/** Connected and not let in by then: WeCom will not answer any more. */
const authWithinMs = 10_000
/** How long what is said waits for a connection that is just coming back. */
const upWithinMs = 4_000
const pollMs = 50

/**
 * The robot's WebSocket by the official SDK, which reconnects after a lost line and a refusal; what it lacks is here: a lease, coming back
 * after a kick, and an end to waiting for an answer to the subscription.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { lease, log, now } = options
  const session = randomUUID()
  let take: (frame: WsFrame) => void = () => undefined
  let client: WSClient | null = null
  let state: LinkState = { kind: 'elsewhere' }
  let timers: { lease?: NodeJS.Timeout; auth?: NodeJS.Timeout; kicked?: NodeJS.Timeout } = {}
  let kicks = 0
  let stopped = false
  let holding: Promise<void> = Promise.resolve()

  const down = (code: LinkCode): void => {
    if (state.kind === 'down' && state.code === code) return
    log('warn', 'wecom.connection', { code })
    state = { kind: 'down', code, since: now() }
  }
  const close = (): void => {
    clearTimeout(timers.auth)
    clearTimeout(timers.kicked)
    client?.removeAllListeners()
    client?.disconnect()
    client = null
  }
  const open = (): void => {
    const current = new WSClient(sdkOptions(options))
    client = current
    /** Why the line ended was said before it did. */
    let isExplained = false
    current.on('connected', () => {
      timers.auth = setTimeout(() => {
        close()
        open()
      }, authWithinMs)
    })
    current.on('authenticated', () => {
      clearTimeout(timers.auth)
      isExplained = false
      log('info', 'wecom.connection', { code: 'up' })
      state = { kind: 'up', since: now() }
    })
    current.on('error', error => {
      isExplained = error.message.startsWith('Authentication failed')
      down(isExplained ? 'wecom_refused' : 'wecom_down')
    })
    current.on('disconnected', () => {
      clearTimeout(timers.auth)
      if (!isExplained) down('wecom_down')
    })
    current.on('event.disconnected_event', () => {
      const lasted = state.kind === 'up' ? now().getTime() - state.since.getTime() : 0
      kicks = lasted > slowestKickMs ? 1 : kicks + 1
      const pauseMs = Math.min(slowestKickMs, (options.kickedMs ?? 30_000) * 2 ** (kicks - 1)) * (1 + options.random() / 4)
      isExplained = true
      down('wecom_kicked')
      timers.kicked = setTimeout(() => {
        close()
        // Whoever has the lease by now may have been the other one.
        holding = holding.then(renew)
      }, pauseMs)
    })
    current.on('message', take)
    current.on('event', take)
    current.connect()
  }
  const renew = async (): Promise<void> => {
    const mine = await lease.hold().catch((error: unknown) => {
      // Whoever cannot ask may have lost it: better no connection for a while than two that kick each other.
      log('warn', 'wecom.lease', { code: wecomCode(error) })
      return false
    })
    if (stopped) return
    if (mine && !client) {
      state = { kind: 'down', code: 'wecom_down', since: now() }
      open()
    }
    if (!mine) {
      close()
      state = { kind: 'elsewhere' }
    }
  }
  /** Resolves when it is up, or will not be soon. */
  const coming = async (): Promise<void> => {
    const until = performance.now() + upWithinMs
    while (client && state.kind === 'down' && state.code === 'wecom_down' && performance.now() < until && !stopped)
      await wait(pollMs)
  }
  const up = async (): Promise<WSClient> => {
    await coming()
    if (!client || state.kind !== 'up' || !client.isConnected) throw new NotConnected()
    return client
  }

  return {
    session,
    state: () => state,
    async start(handler) {
      take = handler
      holding = renew()
      timers.lease = setInterval(() => {
        holding = holding.then(renew)
      }, options.leaseEveryMs ?? 10_000)
      await holding
      await coming()
    },
    async stop() {
      stopped = true
      clearInterval(timers.lease)
      await holding
      close()
      timers = {}
      state = { kind: 'elsewhere' }
      await lease.release().catch(() => undefined)
    },
    async reply(requestId, body, command) {
      const frame = { headers: { req_id: requestId } }
      await (await up()).reply(frame, body, command).catch(refusalOf)
    },
    async send(chat, body) {
      const addressed = { ...body, chat_type: chat.isGroup ? 2 : 1 }
      // The SDK's type leaves `chat_type` out; it sends what it is given.
      await (await up()).sendMessage(chat.id, addressed as never).catch(refusalOf)
    },
    async upload(file, filename, type = 'file') {
      const uploaded = await (await up()).uploadMedia(file, { type, filename }).catch(refusalOf)
      return uploaded.media_id
    },
  }
}

const silent = () => undefined
/** The SDK's own log would quote what people say. */
const quiet = { debug: silent, info: silent, warn: silent, error: silent }

function sdkOptions({ botId, secret, wsUrl, pingEveryMs, reconnectMs }: ConnectionOptions) {
  return {
    ...{ botId, secret, logger: quiet, maxReconnectAttempts: -1, maxAuthFailureAttempts: -1 },
    wsOptions: { handshakeTimeout: 10_000, maxPayload: 4 * 1024 * 1024 },
    ...(wsUrl && { wsUrl }),
    ...(pingEveryMs && { heartbeatInterval: pingEveryMs }),
    ...(reconnectMs && { reconnectInterval: reconnectMs }),
  }
}
