import type { App, ReceiverEvent } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Log } from '../../../config/log.ts'
import type { Background } from '../background.ts'
import type { Doorway } from '../doorway.ts'
import { slackCode } from '../errors.ts'
import type { Connection } from './connection.ts'
import type { Envelope } from './frames.ts'
import { createLink } from './link.ts'

interface SocketParts {
  /** With the app-level token. */
  client: WebClient
  background: Background
  now(): Date
  log: Log
  pingEveryMs?: number
}

/**
 * Slack through a socket of our own (Socket Mode). Bolt's receiver for it would acknowledge an event before its listeners ran, and the
 * client below it closes a socket while answers are on their way and dies of a frame it cannot read. Here an event is acknowledged only
 * once its listeners are done: written first, then thanked for. Without an acknowledgement Slack delivers it again.
 */
export function createSocketDoorway({ background, ...parts }: SocketParts): Doorway {
  let app: App | null = null
  let draining = false

  async function take(envelope: Envelope, connection: Connection): Promise<void> {
    const isEvent = envelope.type === 'events_api'
    const acknowledge = (body?: unknown) => connection.acknowledge(envelope.envelope_id, body)
    const event: ReceiverEvent = {
      body: envelope.payload,
      ack: isEvent ? async () => undefined : acknowledge,
      ...(envelope.retry_attempt === undefined ? {} : { retryNum: envelope.retry_attempt }),
      ...(envelope.retry_reason === undefined ? {} : { retryReason: envelope.retry_reason }),
    }
    try {
      await app?.processEvent(event)
      if (isEvent) await acknowledge()
    } catch (error) {
      parts.log('error', 'slack.not-acknowledged', { code: slackCode(error), kind: envelope.type })
    }
  }

  const link = createLink({
    ...parts,
    envelope(envelope, connection) {
      if (!draining) background.add(take(envelope, connection))
    },
  })
  return {
    receiver: {
      init(bolt) {
        app = bolt
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    mount: () => false,
    start: () => link.start(),
    drain() {
      draining = true
    },
    stop: () => link.stop(),
    link: () => link.state(),
  }
}
