import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '../json.ts'
import type { Json } from '../model.ts'
import { readBody, sendJson } from '../ui/http.ts'
import type { World } from '../world.ts'
import { callMethod } from './dispatch.ts'

const BODY_LIMIT = 1_000_000

/** Arguments of a call: of the address and of the body, which is a form or JSON. */
async function argumentsOf(req: IncomingMessage, url: URL): Promise<Json | null> {
  const args: Json = Object.fromEntries(url.searchParams)
  const body = await readBody(req, BODY_LIMIT)
  if (body === '') return args
  if (!(req.headers['content-type'] ?? '').includes('application/json')) {
    return { ...args, ...Object.fromEntries(new URLSearchParams(body)) }
  }
  const parsed = parseJson(body)
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...args, ...(parsed as Json) } : null
}

/** Answers `/playground/slack/api/<method>`. A hanging answer is left open until the client goes away. */
export async function answerApi(
  world: World,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  method: string,
): Promise<void> {
  const args = await argumentsOf(req, url)
  if (args === null) {
    sendJson(res, 200, { ok: false, error: 'invalid_json' })
    return
  }
  const bearer = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1]
  const token = bearer ?? (typeof args.token === 'string' ? args.token : undefined)
  const answer = callMethod(world, method, token, args)
  if (answer.silent === 'cut') res.destroy()
  if (answer.silent) return
  sendJson(res, answer.status, answer.body, answer.headers)
}
