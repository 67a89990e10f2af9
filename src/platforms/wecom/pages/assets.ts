import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Log } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import type { SignIn } from './sign-in.ts'
import type { SignAddress } from './signatures.ts'
import { signatureKinds } from './signatures.ts'

const asked = z.object({ kind: z.enum(signatureKinds), url: z.string().max(2_000) })

/** `GET /wecom/sidebar/signature?kind&url`: what the SDK asks for, given to who is signed in and for the sidebar's own address. */
export async function answerSignature(
  { signIn, baseUrl, log }: { signIn: SignIn; baseUrl: string; log: Log },
  sign: SignAddress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<true> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const query = asked.safeParse(Object.fromEntries(searchParams)).data
  const sidebar = `${baseUrl}/wecom/sidebar`
  const isOurs = query !== undefined && (query.url === sidebar || query.url.startsWith(`${sidebar}?`))
  if (request.method !== 'GET' || !isOurs || !signIn.session(request)) return answer(response, 403, '{}')
  try {
    return answer(response, 200, JSON.stringify(await sign(query.kind, query.url)))
  } catch (error) {
    log('warn', 'wecom.page-signature', { code: wecomCode(error) })
    return answer(response, 503, '{}')
  }
}

export async function sendScript(request: IncomingMessage, response: ServerResponse, read: () => Promise<string>): Promise<true> {
  if (request.method !== 'GET') return answer(response, 405, '{}')
  return answer(response, 200, await read(), 'text/javascript; charset=utf-8', 'max-age=3600')
}

function answer(response: ServerResponse, status: number, text: string, type = 'application/json', cache = 'no-store'): true {
  response.writeHead(status, { 'content-type': type, 'cache-control': cache, 'x-content-type-options': 'nosniff' }).end(text)
  return true
}
