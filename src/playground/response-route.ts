import type { IncomingMessage, ServerResponse } from 'node:http'
import { applyAnswer } from './answers.ts'
import { parseJson } from './json.ts'
import { readBody, sendJson, sendText } from './ui/http.ts'
import { ApiError } from './web-api/error.ts'
import type { World } from './world.ts'

const BODY_LIMIT = 1_000_000

/** Answers a post to a response_url: `ok`, 404 when it is unknown, used up or too old, 400 when the message is refused. */
export async function answerResponseUrl(world: World, req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
  const payload = parseJson(await readBody(req, BODY_LIMIT))
  const origin = world.responseUrls.spend(id)
  if (origin === 'unknown') return sendText(res, 404, 'no_such_url')
  if (typeof origin === 'string') return sendJson(res, 404, { ok: false, error: origin })
  try {
    applyAnswer(world, origin, payload)
    sendText(res, 200, 'ok')
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    sendJson(res, 400, { ok: false, error: error.code, response_metadata: { messages: error.messages } })
  }
}
