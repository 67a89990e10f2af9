import axios, { type AxiosResponse, isAxiosError } from 'axios'
import { z } from 'zod'
import { NoAnswer, NotConnected, Refused } from '../errors.ts'

/** What WeCom is asked: below `/cgi-bin/`; a GET without a body, else a POST of JSON or of one file. */
export interface Call {
  path: string
  params?: Record<string, string>
  body?: object
  file?: { name: string; data: Buffer }
}

/**
 * Asks once and reads the answer by its shape. Rejects with `Refused` for an errcode, with `NotConnected` when nothing left this machine,
 * with `NoAnswer` when nobody knows what became of it.
 */
export type Ask = <T>(call: Call, answer: z.ZodType<T>) => Promise<T>

const wecomUrl = 'https://qyapi.weixin.qq.com'
const patienceMs = 10_000
const mostBytes = 8 * 1024 * 1024
/** The line was never opened. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const verdict = z.object({ errcode: z.number().default(0) })

export function createAsk({ url = wecomUrl, timeoutMs = patienceMs }: { url?: string; timeoutMs?: number } = {}): Ask {
  const http = axios.create({
    ...{ baseURL: `${url.replace(/\/+$/, '')}/cgi-bin/`, timeout: timeoutMs, maxContentLength: mostBytes, maxRedirects: 0 },
    validateStatus: status => status === 200,
  })
  return async ({ path, params, body, file }, answer) => {
    const sent = file ? multipart(file) : body
    const response: AxiosResponse<unknown> = await http
      .request({ url: path, method: sent ? 'POST' : 'GET', ...(params && { params }), ...(sent && { data: sent }) })
      .catch((error: unknown) => {
        // Its own message would quote the address, which holds the token.
        throw isAxiosError(error) && neverSent.has(error.code ?? '') ? new NotConnected() : new NoAnswer()
      })
    const { data } = verdict.safeParse(response.data)
    if (data && data.errcode !== 0) throw new Refused(data.errcode)
    const read = answer.safeParse(response.data)
    if (!read.success) throw new NoAnswer()
    return read.data
  }
}

function multipart({ name, data }: NonNullable<Call['file']>): FormData {
  const form = new FormData()
  form.append('media', new Blob([new Uint8Array(data)]), name)
  return form
}
