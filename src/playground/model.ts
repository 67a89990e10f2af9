/** What the local Slack keeps. */

export type Json = Record<string, unknown>

export interface Person {
  id: string
  /** Short name, as in `@sofia`. */
  handle: string
  name: string
  email: string
  /** Home workspace; differs from ours for people who come through a shared channel. */
  teamId: string
  zone: string
  locale: string
  admin: boolean
  guest: boolean
  deleted: boolean
  /** One line: job, city, what to try as this person. */
  about: string
}

export interface Channel {
  id: string
  name: string
  kind: 'channel' | 'dm'
  isPrivate: boolean
  /** Slack Connect: people of another workspace are in it. */
  shared: boolean
  topic: string
  /** People and the bot, by user id. */
  members: string[]
  archived: boolean
  /** Seconds since 1970. */
  created: number
}

export interface Bot {
  userId: string
  botId: string
  appId: string
  name: string
}

export interface Workspace {
  team: { id: string; name: string; domain: string }
  bot: Bot
  people: Person[]
  channels: Channel[]
}

export interface Metadata {
  event_type: string
  event_payload: Json
}

export interface Message {
  ts: string
  channel: string
  /** A person's id or the bot's user id. */
  user: string
  text: string
  blocks: Json[]
  metadata?: Metadata
  threadTs?: string
  edited?: boolean
  reactions?: { name: string; users: string[] }[]
  files?: SharedFile[]
  /** Uploaded files that its blocks show. */
  pictures?: SharedFile[]
  /** Only this person sees it; never part of the history and never kept over a restart. */
  ephemeralTo?: string
}

/** A file that was uploaded and shared. */
export interface SharedFile {
  id: string
  name: string
  title: string
  /** Bytes. */
  size: number
  base64: string
}

/** A slash command of the app. */
export interface SlashCommand {
  name: string
  description: string
  usageHint: string
}

/** An entry of the app in every message's menu. */
export interface MessageShortcut {
  callbackId: string
  name: string
}

/** A modal or a Home tab as Slack holds it. */
export interface View {
  id: string
  hash: string
  person: string
  rootId: string
  previousId: string | null
  /** What the app sent: type, title, blocks, private_metadata... */
  body: Json
  /** `state.values` as last seen. */
  values: Record<string, Json>
  /** Errors of the last submission, by block_id. */
  errors: Record<string, string>
}
