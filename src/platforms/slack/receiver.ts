import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { Log } from '../../config/log.ts'
import { quietLogger } from './client.ts'
import type { Doorway } from './doorway.ts'

export const eventsPath = '/slack/events'

const windowSeconds = 5 * 60
const bodyLimit = '1mb'

/**
 * Slack over HTTP: Bolt's receiver, mounted on somebody else's server. Bolt checks the signature over the raw body and refuses stamps
 * older than five minutes; stamps from the future it takes, so those are refused here. Events are acknowledged only once their listeners are done (`processBeforeResponse`): written first, then thanked for.
 * The clock is the machine's, for it is compared with Slack's.
 */
export function createHttpDoorway(options: { signingSecret: string; log: Log; clockMs?: () => number }): Doorway {
  const { signingSecret, log, clockMs = Date.now } = options
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [eventsPath],
    processBeforeResponse: true,
    bodyLimit,
    logger: quietLogger(log),
  })
  const listener: RequestListener = receiver.requestListener
  return {
    receiver,
    mount(request, response, path) {
      if (path !== eventsPath) return false
      try {
        if (fromTheFuture(request, clockMs())) refuse(response, 401)
        else listener(request, response)
      } catch {
        // Bolt throws for what is not a POST to its path.
        refuse(response, 404)
      }
      return true
    },
    start: async () => undefined,
    drain: () => undefined,
    stop: () => undefined,
    link: () => null,
  }
}

function fromTheFuture(request: IncomingMessage, nowMs: number): boolean {
  const seconds = Number(request.headers['x-slack-request-timestamp'])
  return seconds - nowMs / 1000 > windowSeconds
}

const refuse = (response: ServerResponse, status: number): void => void response.writeHead(status).end()
