import type { Message } from '../../chat/message.ts'
import type { Incoming } from '../../chat/platform.ts'

/** A conversation at WeCom: a member's direct chat by their id, or a group by its own. */
export interface Chat {
  id: string
  isGroup: boolean
}

/** One of the ways in which the bot speaks: the smart robot, or the self-built app. */
export interface Voice {
  /** Says something there. Rejects with `NotConnected`, `Refused`, or `NoAnswer` when nobody knows whether it arrived. */
  say(chat: Chat, message: Message): Promise<void>
  /** Answers at the very message or card it is about; false when that says not all of it, or cannot be done (any more). Never rejects. */
  inPlace(incoming: Incoming, message: Message, replaces: boolean): Promise<boolean>
  /** "Working on it", where that can be said before the answer. Never rejects. */
  working(incoming: Incoming): Promise<void>
}
