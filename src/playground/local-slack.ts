import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAppSettings } from './app-settings.ts'
import { LIMITS } from './blocks/limits.ts'
import type { BotAnswer, SentRequest } from './bot-line.ts'
import { createEventDesk } from './events.ts'
import { createFaults, type Fault } from './faults.ts'
import { createIds, type Random, secureRandom } from './ids.ts'
import type { Json, Message, MessageShortcut, SlashCommand, Workspace } from './model.ts'
import { type WorkspaceChanges, workspaceChanges } from './people/workspace-changes.ts'
import { type PersonActions, personActions } from './person-actions.ts'
import { createResponseUrls } from './response-urls.ts'
import { createRoutes } from './routes.ts'
import type { SocketLine } from './socket-line.ts'
import { createStateWriter, readState, snapshot } from './state-file.ts'
import type { Handle } from './ui/mounted.ts'
import { createStreams } from './ui/stream.ts'
import type { UiFault } from './ui-contract.ts'
import { createUploads } from './uploads.ts'
import { demoWorkspace } from './workspace.ts'
import { type ApiCall, createWorld, type World } from './world.ts'

export interface LocalSlackOptions {
  botToken: string
  signingSecret: string
  /** Opens sockets; without it nobody can. */
  appToken?: string
  /** The demo workspace unless given. */
  workspace?: Workspace
  commands?: SlashCommand[]
  shortcuts?: MessageShortcut[]
  /** Leads from the page to a local WeCom. */
  hasWecom?: boolean
  /** Where the bot listens, without the path; may be set later. */
  botUrl?: string
  /** The playground's clock, ms; drives stamps, triggers and response_urls. Signatures use the real clock. */
  now?: () => number
  random?: Random
  /** Keeps channels and messages over a restart. */
  stateFile?: string
  /** The built page; without it `/playground` is a 404. */
  pageDir?: string
  /** How long an acknowledgement may take; Slack's 3 s. */
  ackTimeoutMs?: number
  /** Waits before each redelivery of an event; Slack's: at once, 1 minute, 5 minutes. */
  retryDelaysMs?: readonly number[]
  saveDebounceMs?: number
}

export interface LocalSlack extends PersonActions, WorkspaceChanges {
  handle: Handle
  /** Takes the request that opens a socket and says whether it was one. */
  upgrade: SocketLine['upgrade']
  /** The bot's sockets, and what can go wrong with them. */
  sockets: Omit<SocketLine, 'deliver' | 'upgrade' | 'address' | 'stop'>
  /** Serves itself on this port of 127.0.0.1 (0: any free one) and gives its address; for tests. */
  listen(port: number): Promise<string>
  setBotUrl(url: string): void
  /** The playground's own address, for response_urls; the bot's unless set (they share a server). */
  setOwnUrl(url: string): void
  /** Another secret than the bot's makes every request fail. */
  setSigningSecret(secret: string): void
  /** Sends any event to the bot. */
  emit(event: Json): Promise<BotAnswer & { eventId: string }>
  /** Resolves when no redelivery is outstanding. */
  idle(): Promise<void>
  fault(fault: Fault): void
  clearFaults(): void
  revokeToken(): void
  revokeAppToken(): void
  /** At most this many posts a second and channel; 0 switches the limit off. */
  limitPosts(perSecond: number): void
  /** Knows no chart block from now on, as a workspace that has not got it yet. */
  withoutCharts(): void
  /** How many times a message with a fresh picture is refused, as by Slack while it looks at the file. */
  refuseFreshPictures(times: number): void
  /** What the channel's history holds, oldest first. */
  messages(channel: string): Message[]
  /** What only this person sees in the channel, oldest first. */
  ephemerals(channel: string, person: string): Message[]
  readonly calls: readonly ApiCall[]
  readonly requests: readonly SentRequest[]
  readonly faults: UiFault[]
  /** The whole state, for tests. */
  readonly world: World
  /** Ends streams, redeliveries and the server; writes the state file. */
  stop(): Promise<void>
}

const REQUESTS_KEPT = 5_000

type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean

async function startServer(handle: Handle, upgrade: Upgrade, port: number): Promise<Server> {
  const server = createServer((req, res) => {
    handle(req, res).then(
      known => {
        if (!known) res.writeHead(404).end()
      },
      () => res.destroy(),
    )
  })
  server.on('upgrade', (req, socket, head) => {
    if (!upgrade(req, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

/** A local Slack: Web API, people who act, and signed requests to the bot. */
export async function createLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const now = options.now ?? Date.now
  const ids = createIds(options.random ?? secureRandom, now)
  const stopping = new AbortController()
  const requests: SentRequest[] = []
  let botUrl = options.botUrl ?? ''
  let ownUrl: string | null = null

  const sent = (request: SentRequest): void => {
    requests.push(request)
    if (requests.length > REQUESTS_KEPT) requests.splice(0, REQUESTS_KEPT / 2)
  }
  const origin = (): string => ownUrl ?? botUrl
  const app = createAppSettings({
    secrets: { botToken: options.botToken, signingSecret: options.signingSecret, appToken: options.appToken ?? '' },
    botUrl: () => botUrl,
    origin,
    appId: (options.workspace ?? demoWorkspace()).bot.appId,
    ids,
    now,
    ackTimeoutMs: options.ackTimeoutMs ?? LIMITS.ackMs,
    sent,
    stopping: stopping.signal,
    changed: shown => world.announce('everyone', { type: 'app', app: shown }),
  })
  const { sockets } = app
  const writer = options.stateFile ? createStateWriter(() => snapshot(world), options.stateFile, options.saveDebounceMs) : null
  const world: World = createWorld({
    workspace: options.workspace ?? demoWorkspace(),
    commands: options.commands ?? [],
    shortcuts: options.shortcuts ?? [],
    hasWecom: options.hasWecom ?? false,
    app,
    botToken: options.botToken,
    appToken: options.appToken ?? '',
    ids,
    now,
    line: app.line,
    faults: createFaults(faults => world.announce('everyone', { type: 'faults', faults })),
    responseUrls: createResponseUrls(ids, now, origin),
    uploads: createUploads(ids, origin),
    address: origin,
    listeners: new Set(),
    changed: () => writer?.touch(),
  })
  if (options.stateFile) await readState(world, options.stateFile)
  writer?.touch()
  const events = createEventDesk(world, options.retryDelaysMs ?? [0, 60_000, 300_000])
  const actions = personActions(world, events)
  const streams = createStreams(world)
  const handle = createRoutes(world, actions, streams, options.pageDir)
  let server: Server | null = null

  return {
    ...actions,
    ...workspaceChanges(world, events),
    handle,
    upgrade: (req, socket, head) => sockets.upgrade(req, socket, head),
    sockets,
    async listen(port) {
      server = await startServer(handle, sockets.upgrade, port)
      ownUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      return ownUrl
    },
    setBotUrl(url) {
      botUrl = url.replace(/\/$/, '')
    },
    setOwnUrl(url) {
      ownUrl = url.replace(/\/$/, '')
    },
    setSigningSecret: app.setSigningSecret,
    emit: event => events.emit(event),
    idle: () => events.idle(),
    fault: fault => world.faults.set(fault),
    clearFaults: () => world.faults.clear(),
    revokeToken() {
      world.token.revoked = true
    },
    revokeAppToken() {
      world.appToken.revoked = true
    },
    limitPosts(perSecond) {
      world.postsPerSecond = perSecond
    },
    withoutCharts() {
      world.hasCharts = false
    },
    refuseFreshPictures: times => world.uploads.refuseFresh(times),
    messages: channel => (world.messages.get(channel) ?? []).filter(message => message.ephemeralTo === undefined),
    ephemerals: (channel, person) => (world.messages.get(channel) ?? []).filter(message => message.ephemeralTo === person),
    get calls() {
      return world.calls
    },
    requests,
    get faults() {
      return world.faults.list()
    },
    world,
    async stop() {
      events.stop()
      stopping.abort()
      streams.close()
      sockets.stop()
      if (server) {
        server.closeAllConnections()
        await new Promise(resolve => server?.close(resolve))
      }
      await writer?.flush()
    },
  }
}
