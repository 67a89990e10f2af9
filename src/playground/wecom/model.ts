import type { Card } from './cards.ts'
import type { SharedFile } from './media.ts'

/** What travels over a robot's WebSocket. */
export interface Frame {
  cmd: string
  headers: { req_id: string }
  body?: Record<string, unknown>
}

/** What stands in a conversation. */
export interface Said {
  /** A person's direct chat with the robot by their id, or a group's. */
  chat: string
  /** Who said it; null: the robot. */
  from: string | null
  /** The robot's is markdown. */
  text: string
  card: Card | null
  /** A stream that is not at its end yet. */
  isGrowing: boolean
  file?: SharedFile
}

/** What WeCom answers to a frame: 0 or an error code, and for some commands more. */
export interface Verdict {
  errcode: number
  body?: Record<string, unknown>
}

/** WeCom's answer to what it would not take: a shape, a size, or a request that is over. */
export const badParameter = 40058
