/**
 * What the playground's page and its local Slack say to each other, as JSON under `/playground/ui/`.
 *
 * GET  state?as=U..      -> UiState, as that person may see it
 * GET  file?as=U..&channel=C..&id=F.. -> the bytes of a file that was shared or is shown there
 * GET  stream?as=U..     -> server-sent events, each `data: UiEvent`
 * POST say|command|click|shortcut|suggest|submit|close|open-home|open-dm|fault|app -> UiReply (bodies below)
 */

/** A person one can act as. */
export interface UiPerson {
  id: string
  name: string
  /** One line under the name: job, city, what to try as this person. */
  about: string
  zone: string
  locale: string
  /** True for people of another workspace (the customer in the shared channel). */
  external: boolean
}

export interface UiChannel {
  id: string
  name: string
  kind: 'channel' | 'dm'
  /** Shared with another workspace (Slack Connect). */
  shared: boolean
  topic: string
}

/** A message as Slack keeps it; `blocks` are Block Kit as the bot sent them. */
export interface UiMessage {
  ts: string
  channel: string
  /** Sender: a person's id or the bot's. */
  user: string
  text: string
  blocks: unknown[]
  files?: UiFile[]
  /** Set when only this person sees it; such a message is gone with the session, as in Slack. */
  ephemeralTo?: string
  edited?: boolean
  /** Stamp of the message this one answers, when it is a thread reply. */
  threadTs?: string
}

/** A shared file; its bytes come from `file`. */
export interface UiFile {
  id: string
  name: string
  /** Bytes. */
  size: number
}

/** The top of the acting person's modal stack; `depth` says how many are open. */
export interface UiView {
  id: string
  hash: string
  depth: number
  /** Slack's view object: type, title, submit, close, blocks, private_metadata... */
  view: Record<string, unknown>
  /** Errors of the last submission by block_id. */
  errors: Record<string, string>
}

export interface UiCommand {
  name: string
  description: string
  usageHint: string
}

export interface UiShortcut {
  callbackId: string
  name: string
}

export interface UiFault {
  /** Web API method or `*`. */
  method: string
  kind: 'ratelimited' | 'error-before' | 'error-after' | 'hang'
  /** How many calls it still hits. */
  remaining: number
}

/** The app's settings, as Slack shows them to whoever installs it. */
export interface UiApp {
  botToken: string
  signingSecret: string
  appToken: string
  apiUrl: string
  /** Where requests go while no socket is open. */
  requestUrl: string
  /** True when that is the bot that runs with this playground. */
  ownUrl: boolean
  socketMode: boolean
  /** Sockets that bots have opened; with one, nothing goes to the request URL. */
  sockets: number
}

export interface UiState {
  workspace: string
  me: string
  bot: { id: string; name: string }
  people: UiPerson[]
  channels: UiChannel[]
  messages: UiMessage[]
  /** The open modal, or null. */
  view: UiView | null
  /** The App Home view the bot published for this person, or null. */
  home: Record<string, unknown> | null
  commands: UiCommand[]
  /** The app's entries in every message's menu. */
  shortcuts: UiShortcut[]
  /** There is a local WeCom, at `/playground/wecom`. */
  hasWecom: boolean
  faults: UiFault[]
  app: UiApp
}

export type UiEvent =
  | { type: 'message'; message: UiMessage }
  | { type: 'message-changed'; message: UiMessage }
  | { type: 'message-deleted'; channel: string; ts: string }
  | { type: 'view'; view: UiView | null }
  | { type: 'home'; home: Record<string, unknown> | null }
  | { type: 'channels'; channels: UiChannel[] }
  | { type: 'faults'; faults: UiFault[] }
  | { type: 'app'; app: UiApp }
  /** A plain line from "Slack" itself: a command that timed out, an expired trigger... */
  | { type: 'notice'; channel: string | null; text: string }

/** POST say */
export interface UiSay {
  as: string
  channel: string
  text: string
  /** The message it answers, in its thread. */
  threadTs?: string
}
/** POST shortcut: an entry of a message's menu. */
export interface UiUseShortcut {
  as: string
  callbackId: string
  channel: string
  ts: string
}
/** POST command: `text` is the whole line, `/customer acme` */
export interface UiSlash {
  as: string
  channel: string
  text: string
}
/** POST click: a button, menu or overflow in a message, modal or home; `action` is the element plus what was chosen. */
export interface UiClick {
  as: string
  where: { kind: 'message'; channel: string; ts: string } | { kind: 'view'; id: string } | { kind: 'home' }
  blockId: string
  actionId: string
  /** Slack's action payload beyond ids: `{ type, value }`, `{ type, selected_option }`, ... */
  action: Record<string, unknown>
  /** Current `state.values` of the inputs around it. */
  values: Record<string, Record<string, unknown>>
}
/** POST suggest: type-ahead of an external select; answers UiReply.options. */
export interface UiSuggest {
  as: string
  where: UiClick['where']
  blockId: string
  actionId: string
  query: string
}
/** POST submit: the top modal. */
export interface UiSubmit {
  as: string
  viewId: string
  values: Record<string, Record<string, unknown>>
}
/** POST close: the top modal. */
export interface UiClose {
  as: string
  viewId: string
}
/** POST open-home: the App Home tab; the bot publishes, and a `home` event follows. */
export interface UiOpenHome {
  as: string
}
/** POST open-dm: the direct conversation with the bot; answers UiReply.channel. */
export interface UiOpenDm {
  as: string
}
/** POST fault: set (remaining > 0) or clear (remaining 0). */
export type UiFaultRequest = UiFault

/** POST app: what to change; `requestUrl: null` is the playground's own bot again. */
export interface UiAppChange {
  as: string
  requestUrl?: string | null | undefined
  socketMode?: boolean | undefined
}

export interface UiReply {
  ok: boolean
  /** A person-readable reason when not ok. */
  error?: string
  /** True when `error` was already sent as a `notice` on the stream: show it once. */
  noticed?: boolean
  /** Answer of open-dm. */
  channel?: string
  options?: { label: string; options: UiOption[] }[]
}
export interface UiOption {
  text: { type: 'plain_text'; text: string }
  value: string
  description?: { type: 'plain_text'; text: string }
}
