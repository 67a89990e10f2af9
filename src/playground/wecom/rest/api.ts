import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '../../json.ts'
import { readBytes, sendJson } from '../../ui/http.ts'
import type { SharedFile } from '../media.ts'
import { ApiRefusal, type ApiRequest, type LocalCompany } from './company.ts'
import { contacts } from './contacts.ts'
import { marks } from './marks.ts'
import { media } from './media.ts'
import { members } from './members.ts'
import { messages } from './messages.ts'
import { transfers } from './transfers.ts'
import { ways } from './ways.ts'

/** A path below `/cgi-bin/`: its answer without errcode, or an `ApiRefusal`. */
export type Method = (company: LocalCompany, request: ApiRequest) => object
export type Methods = Record<string, { as: 'app' | 'contact' | 'kf' | 'webhook'; run: Method }>

/** What becomes of the next call of a path, once: an errcode, an answer of its own, a line that breaks before or after it was done, or silence (`silent`: it was done; `hangs`: it was not). */
export type Scripted = number | object | 'drop-before' | 'drop-after' | 'silent' | 'hangs'

export interface WecomApi {
  /** Serves what is below `/cgi-bin/` behind this prefix; false for other addresses. */
  handle(request: IncomingMessage, response: ServerResponse, prefix: string): Promise<boolean>
  /** Every call, in order. */
  requests: ApiRequest[]
  script(path: string, ...answers: Scripted[]): void
}

const mostBytes = 20 * 1024 * 1024
/** The last of them are kept. */
const mostRequests = 20_000
const tokenLivesMs = 7_200_000

/** WeCom's REST interface over one company: tokens, limits and error codes as documented; strict, so that tests find what WeCom would refuse. */
export function createWecomApi(
  company: LocalCompany,
  methods: Methods = { ...messages, ...members, ...media, ...contacts, ...marks, ...ways, ...transfers },
): WecomApi {
  const requests: ApiRequest[] = []
  const scripted = new Map<string, Scripted[]>()
  const tokens = new Map<string, { opens: 'app' | 'contact' | 'kf'; until: number }>()

  const issue = ({ corpid, corpsecret }: Record<string, string>): object => {
    const opens = company.secrets.get(corpsecret ?? '')
    if (corpid !== company.corpId) throw new ApiRefusal(40_013)
    if (!opens) throw new ApiRefusal(40_001)
    const token = randomBytes(24).toString('hex')
    tokens.set(token, { opens, until: company.now() + tokenLivesMs })
    return { access_token: token, expires_in: tokenLivesMs / 1_000 }
  }
  const perform = (request: ApiRequest, token: string | undefined): object => {
    if (request.path === 'gettoken') return issue(request.params)
    const method = methods[request.path]
    if (!method) throw new ApiRefusal(48_002)
    if (method.as === 'webhook') return method.run(company, request)
    const known = tokens.get(token ?? '')
    if (!known) throw new ApiRefusal(40_014)
    if (company.now() >= known.until) throw new ApiRefusal(42_001)
    if (known.opens !== method.as) throw new ApiRefusal(48_002)
    return method.run(company, request)
  }
  const answered = (request: ApiRequest, token: string | undefined): object => {
    try {
      return { errcode: 0, errmsg: 'ok', ...perform(request, token) }
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error
      return { errcode: error.errcode, errmsg: 'refused' }
    }
  }

  return {
    requests,
    script: (path, ...answers) => void scripted.set(path, [...(scripted.get(path) ?? []), ...answers]),
    async handle(incoming, response, prefix) {
      const url = new URL(incoming.url ?? '/', 'http://localhost')
      if (!url.pathname.startsWith(`${prefix}/cgi-bin/`)) return false
      const path = url.pathname.slice(`${prefix}/cgi-bin/`.length)
      const { access_token: token, ...params } = Object.fromEntries(url.searchParams)
      const bytes = await readBytes(incoming, mostBytes)
      const request: ApiRequest = { path, params, ...contentOf(incoming, bytes), at: company.now() }
      const { corpsecret: _secret, ...shown } = params
      requests.push({ ...request, params: shown, file: null })
      requests.splice(0, requests.length - mostRequests)
      const next = scripted.get(path)?.shift()
      if (next === 'drop-before') response.destroy()
      else if (next === 'hangs') return true
      else if (typeof next === 'number') sendJson(response, 200, { errcode: next, errmsg: 'scripted' })
      else if (typeof next === 'object') sendJson(response, 200, { errcode: 0, errmsg: 'ok', ...next })
      else {
        const answer = answered(request, token)
        if (next === 'drop-after') response.destroy()
        else if (next !== 'silent') sendJson(response, 200, answer as Record<string, unknown>)
      }
      return true
    },
  }
}

/** JSON, or the one file of a form. */
function contentOf({ headers }: IncomingMessage, bytes: Buffer): Pick<ApiRequest, 'body' | 'file'> {
  const [, boundary] = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(headers['content-type'] ?? '') ?? []
  if (boundary !== undefined) return { body: {}, file: fileIn(bytes, boundary) }
  const parsed = parseJson(bytes.toString('utf8'))
  return { body: typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}, file: null }
}

/** The first part of a form: its name, and what stands between its head and the next boundary. */
function fileIn(bytes: Buffer, boundary: string): SharedFile | null {
  const name = /filename="([^"]*)"/.exec(bytes.subarray(0, 2_000).toString('utf8'))?.[1]
  const from = bytes.indexOf('\r\n\r\n') + 4
  const until = bytes.indexOf(`\r\n--${boundary}`, from)
  return name && from > 3 && until >= from ? { name, base64: bytes.subarray(from, until).toString('base64') } : null
}
