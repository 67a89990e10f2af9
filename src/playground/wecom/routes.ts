import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import { sendAsset } from '../ui/assets.ts'
import { sendBytes } from '../ui/file.ts'
import { refusal } from '../ui/guard.ts'
import { readBody, sendJson, sendText } from '../ui/http.ts'
import { type Handle, mounted } from '../ui/mounted.ts'
import type { Streams } from '../ui/stream.ts'
import type { UiReply } from '../ui-contract.ts'
import { type Member, memberOf, readersOf } from './company.ts'
import type { History } from './history.ts'
import type { People } from './people.ts'
import type { WecomClick, WecomEnter, WecomPress, WecomSay, WecomState } from './ui-contract.ts'

const bodyLimit = 100_000
const id = z.string().min(1).max(255)
const bodies = {
  say: z.strictObject({ as: id, chat: id, text: z.string().max(20_000) }) satisfies z.ZodType<WecomSay>,
  press: z.strictObject({
    ...{ as: id, chat: id, message: z.number().int(), key: z.string().min(1).max(2_000) },
  }) satisfies z.ZodType<WecomPress>,
  enter: z.strictObject({ as: id, chat: id }) satisfies z.ZodType<WecomEnter>,
  click: z.strictObject({ as: id, key: id }) satisfies z.ZodType<WecomClick>,
}

export interface WecomRoutes {
  people: People
  streams: Streams
  stateFor(member: Member): WecomState
  find: History['find']
  /** The folder of the built pages. */
  pageDir: string | undefined
}

/** The WeCom page and what it asks for, under `/playground/wecom`. */
export function createWecomRoutes({ people, streams, stateFor, find, pageDir }: WecomRoutes): Handle {
  async function act(name: string, given: unknown): Promise<{ status: number; reply: UiReply }> {
    const wrong = (error: string) => ({ status: 400, reply: { ok: false, error } })
    const doing = async <T extends { as: string }>(body: z.ZodType<T>, run: (member: Member, body: T) => Promise<UiReply>) => {
      const parsed = body.safeParse(given)
      if (!parsed.success) return wrong(parsed.error.message)
      const member = memberOf(parsed.data.as)
      return member ? { status: 200, reply: await run(member, parsed.data) } : wrong('There is no such person.')
    }
    if (name === 'say') return doing(bodies.say, people.say)
    if (name === 'press') return doing(bodies.press, people.press)
    if (name === 'enter') return doing(bodies.enter, people.enter)
    if (name === 'click') return doing(bodies.click, people.click)
    return { status: 404, reply: { ok: false, error: 'There is no such action.' } }
  }

  async function ui(req: IncomingMessage, res: ServerResponse, url: URL, name: string): Promise<void> {
    if (req.method === 'POST') {
      const { status, reply } = await act(name, parseJson(await readBody(req, bodyLimit)))
      return sendJson(res, status, reply)
    }
    const member = memberOf(url.searchParams.get('as') ?? '')
    if (!member) return sendJson(res, 400, { ok: false, error: 'There is no such person.' })
    if (name === 'state') return sendJson(res, 200, stateFor(member))
    if (name === 'stream') return streams.open(res, member)
    const chat = url.searchParams.get('chat') ?? ''
    const file = readersOf(chat).includes(member.id) && find(chat, Number(url.searchParams.get('message')))?.file
    if (name === 'file' && file) return sendBytes(res, file)
    sendJson(res, 404, { ok: false, error: 'There is no such address.' })
  }

  return mounted('/playground/wecom', async (req, res, url) => {
    const [, name] = /^\/playground\/wecom\/ui\/(\w+)$/.exec(url.pathname) ?? []
    const isRead = req.method === 'GET' || req.method === 'HEAD'
    const denied = refusal(req, name !== undefined && !isRead)
    if (denied) return sendText(res, 403, denied)
    if (name !== undefined && (isRead || req.method === 'POST')) return ui(req, res, url, name)
    if (!isRead) return sendText(res, 405, 'Not like this.')
    if (/^\/playground\/wecom\/?$/.test(url.pathname)) return sendAsset(res, pageDir, '/wecom/index.html')
    sendText(res, 404, 'There is no such file.')
  })
}
