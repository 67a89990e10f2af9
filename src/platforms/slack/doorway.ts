import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { LinkState } from './socket/link.ts'

/** How Slack reaches us: by requests to our address, or through a socket that we opened. */
export interface Doorway {
  receiver: Receiver
  /** Takes a request to Slack's address and says whether it was one; over a socket that address is closed. */
  mount(request: IncomingMessage, response: ServerResponse, path: string): boolean
  start(): Promise<void>
  /** Takes nothing new, while what was taken can still be acknowledged. */
  drain(): void
  stop(): void
  /** The socket's state; null over HTTP, where there is nothing of ours that could be down. */
  link(): LinkState | null
}
