import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { LocalCompany } from './company.ts'

const query = z.object({
  appid: z.string(),
  redirect_uri: z.url(),
  response_type: z.literal('code'),
  scope: z.literal('snsapi_base'),
  // At most 128 bytes of letters and digits.
  state: z.string().regex(/^[0-9a-zA-Z]{0,128}$/),
  agentid: z.string(),
})

/** WeCom's page that asks who somebody is (path/91022): inside WeCom it sends the browser on at once, with a code. False for other addresses. */
export function authorize(company: LocalCompany, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname !== '/connect/oauth2/authorize') return false
  const asked = query.safeParse(Object.fromEntries(searchParams)).data
  const isApp = asked?.appid === company.corpId && asked.agentid === String(company.agentId)
  if (!asked || !isApp) {
    response.writeHead(400).end('redirect_uri 参数错误')
    return true
  }
  const code = randomUUID()
  company.codes.set(code, company.atBrowser)
  const back = new URL(asked.redirect_uri)
  back.searchParams.set('code', code)
  back.searchParams.set('state', asked.state)
  response.writeHead(302, { location: back.href }).end()
  return true
}
