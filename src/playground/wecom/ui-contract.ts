/**
 * What the WeCom page and the local WeCom say to each other, as JSON under `/playground/wecom/ui/`.
 *
 * GET  state?as=xiaowen  -> WecomState, as that member sees it (an id of the local Slack names them too)
 * GET  stream?as=xiaowen -> server-sent events, each `data: WecomEvent`
 * GET  file?as=xiaowen&chat=..&message=7 -> the bytes of a file that was shared there
 * POST say|press|enter|click -> UiReply (bodies below)
 */
import type { Card } from './cards.ts'
import type { Member } from './company.ts'

export interface WecomChat {
  /** The robot's direct chat is called by its person's id, as on the wire. */
  id: string
  name: string
  kind: 'single' | 'app' | 'group'
  /** Names of the people in it, without the robot. */
  members: string[]
}

/** A button of the app's menu: it clicks its key, or opens others. */
export interface WecomMenuButton {
  name: string
  key?: string | undefined
  sub_button?: { name: string; key: string }[] | undefined
}

export interface WecomMessage {
  id: number
  /** ms since 1970. */
  at: number
  chat: string
  /** A member's id; null: the robot. */
  from: string | null
  /** The robot's is markdown. */
  text: string
  card: Card | null
  /** A stream that is not at its end yet. */
  isGrowing: boolean
  /** Its bytes come from `file`; `size` counts them. */
  file?: { name: string; size: number }
}

export interface WecomState {
  company: string
  me: string
  robot: string
  /** Whether the robot is connected. */
  connected: boolean
  people: readonly Member[]
  chats: WecomChat[]
  /** Below the app's chat. */
  menu: WecomMenuButton[]
  /** Oldest first. */
  messages: WecomMessage[]
}

export type WecomEvent =
  /** New, or changed: the stream has grown, the card was replaced. */
  { type: 'message'; message: WecomMessage } | { type: 'robot'; connected: boolean } | { type: 'menu'; menu: WecomMenuButton[] }

/** POST say */
export interface WecomSay {
  as: string
  chat: string
  text: string
}
/** POST press: a button of a message's card. */
export interface WecomPress {
  as: string
  chat: string
  message: number
  key: string
}
/** POST enter: the direct chat was opened, or the app's. */
export interface WecomEnter {
  as: string
  chat: string
}
/** POST click: a button of the app's menu. */
export interface WecomClick {
  as: string
  key: string
}
