import type { AppSettings } from './app-settings.ts'
import type { BotLine } from './bot-line.ts'
import type { Faults } from './faults.ts'
import type { Ids } from './ids.ts'
import type { Bot, Channel, Json, Message, MessageShortcut, Person, SlashCommand, View, Workspace } from './model.ts'
import type { ResponseUrls } from './response-urls.ts'
import { createTriggers, type Triggers } from './triggers.ts'
import type { UiEvent } from './ui-contract.ts'
import type { Uploads } from './uploads.ts'
import { ApiError } from './web-api/error.ts'

/** One call of the Web API, as it ended. Arguments without the token. */
export interface ApiCall {
  method: string
  args: Json
  /** ms since 1970 by the playground's clock. */
  at: number
  ok: boolean
  error: string | null
  fault: string | null
}

/** Who is to hear of something: these people, or everyone. */
export type Audience = readonly string[] | 'everyone'
type Listener = (to: Audience, event: UiEvent) => void

/** Everything the local Slack knows; the other files work on it. */
export interface World {
  team: Workspace['team']
  bot: Bot
  people: Map<string, Person>
  channels: Map<string, Channel>
  /** By channel, oldest first, ephemeral ones included. */
  messages: Map<string, Message[]>
  homes: Map<string, View>
  /** Open modals by person, the last one on top. */
  stacks: Map<string, View[]>
  commands: SlashCommand[]
  shortcuts: MessageShortcut[]
  /** There is a local WeCom to go to. */
  hasWecom: boolean
  calls: ApiCall[]
  token: { value: string; revoked: boolean }
  /** The app-level token, which opens sockets and does nothing else. */
  appToken: { value: string; revoked: boolean }
  /** How the app is connected, and what its settings page shows. */
  app: AppSettings
  /** Posts a second and channel; 0 means no limit. */
  postsPerSecond: number
  /** Whether the workspace's clients know the chart block. */
  hasCharts: boolean
  ids: Ids
  now: () => number
  triggers: Triggers
  faults: Faults
  responseUrls: ResponseUrls
  uploads: Uploads
  /** The playground's own address, without a path. */
  address: () => string
  line: BotLine
  announce(to: Audience, event: UiEvent): void
  listen(listener: Listener): () => void
  /** Told after anything that a restart must survive. */
  changed(): void
}

export interface WorldParts {
  workspace: Workspace
  commands: SlashCommand[]
  shortcuts: MessageShortcut[]
  hasWecom: boolean
  botToken: string
  appToken: string
  app: AppSettings
  ids: Ids
  now: () => number
  line: BotLine
  faults: Faults
  responseUrls: ResponseUrls
  uploads: Uploads
  address: () => string
  listeners: Set<Listener>
  changed: () => void
}

/** The state of a fresh local Slack. */
export function createWorld(parts: WorldParts): World {
  const { workspace, listeners } = parts
  return {
    team: workspace.team,
    bot: workspace.bot,
    people: new Map(workspace.people.map(each => [each.id, each])),
    channels: new Map(workspace.channels.map(each => [each.id, each])),
    messages: new Map(),
    homes: new Map(),
    stacks: new Map(),
    commands: parts.commands,
    shortcuts: parts.shortcuts,
    hasWecom: parts.hasWecom,
    calls: [],
    token: { value: parts.botToken, revoked: false },
    appToken: { value: parts.appToken, revoked: false },
    app: parts.app,
    postsPerSecond: 0,
    hasCharts: true,
    ids: parts.ids,
    now: parts.now,
    triggers: createTriggers(parts.ids, parts.now),
    faults: parts.faults,
    responseUrls: parts.responseUrls,
    uploads: parts.uploads,
    address: parts.address,
    line: parts.line,
    announce(to, event) {
      for (const listener of listeners) listener(to, event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changed: parts.changed,
  }
}

/** The person, or `user_not_found`. */
export function personOf(world: World, id: string): Person {
  const person = world.people.get(id)
  if (!person) throw new ApiError('user_not_found')
  return person
}

/** The channel, or `channel_not_found`. */
export function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (!channel) throw new ApiError('channel_not_found')
  return channel
}

/** True for people of another workspace. */
export const isExternal = (world: World, person: Person): boolean => person.teamId !== world.team.id
