import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from './json.ts'
import type { PersonActions } from './person-actions.ts'
import { answerResponseUrl } from './response-route.ts'
import { createPerform } from './ui/actions.ts'
import { sendAsset } from './ui/assets.ts'
import { sendFile } from './ui/file.ts'
import { refusal } from './ui/guard.ts'
import { readBody, readBytes, sendJson, sendText } from './ui/http.ts'
import { type Handle, mounted } from './ui/mounted.ts'
import { stateFor } from './ui/state.ts'
import type { Streams } from './ui/stream.ts'
import { answerApi } from './web-api/http.ts'
import type { World } from './world.ts'

const UI_BODY_LIMIT = 300_000
const FILE_LIMIT = 50_000_000

/** Everything under /playground. Resolves to false for other addresses, untouched. */
export function createRoutes(world: World, actions: PersonActions, streams: Streams, pageDir: string | undefined): Handle {
  const perform = createPerform(world, actions)

  async function ui(req: IncomingMessage, res: ServerResponse, url: URL, name: string): Promise<void> {
    if (req.method === 'POST') {
      const { status, reply } = await perform(name, parseJson(await readBody(req, UI_BODY_LIMIT)))
      return sendJson(res, status, reply)
    }
    const person = world.people.get(url.searchParams.get('as') ?? '')
    if (!person) return sendJson(res, 400, { ok: false, error: 'There is no such person.' })
    if (name === 'state') return sendJson(res, 200, stateFor(world, person))
    if (name === 'file') return sendFile(world, res, person, url.searchParams)
    if (name === 'stream') return streams.open(res, person)
    sendJson(res, 404, { ok: false, error: 'There is no such address.' })
  }

  async function route(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.slice('/playground'.length)
    const [, area, name = ''] = /^\/(ui|slack\/api|slack\/response|slack\/upload)\/([\w.-]+)$/.exec(path) ?? []
    const denied = refusal(req, area === 'ui' && req.method !== 'GET')
    if (denied) return sendText(res, 403, denied)
    if (area === 'ui' && (req.method === 'POST' || req.method === 'GET')) return ui(req, res, url, name)
    if (area === 'slack/api') return answerApi(world, req, res, url, name)
    if (area === 'slack/response' && req.method === 'POST') return answerResponseUrl(world, req, res, name)
    if (area === 'slack/upload' && req.method === 'POST') {
      const taken = world.uploads.fill(name, await readBytes(req, FILE_LIMIT))
      return sendText(res, taken ? 200 : 404, taken ? 'OK' : 'no_such_upload')
    }
    if (area === undefined && (req.method === 'GET' || req.method === 'HEAD')) return sendAsset(res, pageDir, decodeURI(path))
    sendText(res, 405, 'Not like this.')
  }

  return mounted('/playground', route)
}
