import type { Json } from './model.ts'
import { signedHeaders } from './signing.ts'

/** What a payload is; Socket Mode names its envelopes the same. */
export type PayloadKind = 'slash_commands' | 'interactive' | 'events_api'

/** The bot's answer to one request; `failure` in Slack's words when it was not acknowledged. */
export interface BotAnswer {
  /** HTTP status; null when there was no answer. */
  status: number | null
  body: string
  json: boolean
  failure: 'operation_timeout' | 'dispatch_failed' | 'http_client_error' | 'http_service_error' | null
  /** The bot asked for no redelivery (x-slack-no-retry: 1). */
  noRetry: boolean
}

/** A request as it was sent, for tests and for looking back. */
export interface SentRequest {
  kind: PayloadKind
  url: string
  headers: Record<string, string>
  body: string
  /** What the body says. */
  payload: Json
  answer: BotAnswer
}

/** A way to reach the bot: by HTTP, or over a socket that it opened (socket-line.ts). */
export interface BotLine {
  deliver(kind: PayloadKind, payload: Json, retry?: { num: number; reason: string }): Promise<BotAnswer>
}

function encode(kind: PayloadKind, payload: Json): { type: string; body: string } {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) }
  const form = new URLSearchParams()
  if (kind === 'interactive') form.set('payload', JSON.stringify(payload))
  else for (const [key, value] of Object.entries(payload)) form.set(key, String(value))
  return { type: 'application/x-www-form-urlencoded', body: form.toString() }
}

function failureOf(status: number): BotAnswer['failure'] {
  if (status >= 200 && status < 300) return null
  return status >= 500 ? 'http_service_error' : 'http_client_error'
}

export interface HttpLineOptions {
  signingSecret: () => string
  /** The bot's address for Slack's requests. */
  requestUrl: () => string
  /** Seconds since 1970 that go into the signature; the real clock, since the bot compares it with its own. */
  seconds: () => number
  ackTimeoutMs: number
  sent: (request: SentRequest) => void
  stopping: AbortSignal
}

/** No acknowledgement came. */
export const none = (failure: BotAnswer['failure']): BotAnswer => ({
  status: null,
  body: '',
  json: false,
  failure,
  noRetry: false,
})

/** Reaches the bot by signed POSTs and waits for the acknowledgement. */
export function createHttpLine(options: HttpLineOptions): BotLine {
  async function ask(url: string, headers: Record<string, string>, body: string): Promise<BotAnswer> {
    const late = AbortSignal.timeout(options.ackTimeoutMs)
    try {
      const signal = AbortSignal.any([late, options.stopping])
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      return {
        status: response.status,
        body: await response.text(),
        json: (response.headers.get('content-type') ?? '').includes('application/json'),
        failure: failureOf(response.status),
        noRetry: response.headers.get('x-slack-no-retry') === '1',
      }
    } catch {
      return none(late.aborted ? 'operation_timeout' : 'dispatch_failed')
    }
  }
  return {
    async deliver(kind, payload, retry) {
      const { type, body } = encode(kind, payload)
      const headers: Record<string, string> = {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (local playground)',
        ...signedHeaders(options.signingSecret(), options.seconds(), body),
        ...(retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}),
      }
      const url = options.requestUrl()
      const answer = await ask(url, headers, body)
      options.sent({ kind, url, headers, body, payload, answer })
      return answer
    },
  }
}
