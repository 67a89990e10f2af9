import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { RapportError } from '../../chat/errors.ts'
import type { SendResult } from '../../chat/platform.ts'

/** What a failed call means for trying again. */
export type CallFailure = Exclude<SendResult, { kind: 'sent' }>

/** Answers after which Slack may have done it all the same. */
const uncertain = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])
const limited = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
/** The request did not leave this machine. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

const pauseSeconds = 30

/**
 * Slack's own "no" is final, whatever the reason; a limit says when to come back; time-outs and 5xx leave open whether it was done.
 */
export function failureOf(error: unknown): CallFailure {
  const code = slackCode(error)
  // Ours: the message cannot be rendered, and trying again will not change that.
  if (error instanceof RapportError) return { kind: 'rejected', code }
  if (error instanceof WebAPIRateLimitedError) return { kind: 'retry-after', seconds: error.retryAfter, code }
  if (error instanceof WebAPIPlatformError) {
    if (limited.has(code)) return { kind: 'retry-after', seconds: pauseSeconds, code }
    return uncertain.has(code) ? { kind: 'unknown', code } : { kind: 'rejected', code }
  }
  if (error instanceof WebAPIHTTPError && error.statusCode < 500) return { kind: 'rejected', code }
  if (error instanceof WebAPIRequestError && unsent.has(code)) return { kind: 'retry-after', seconds: pauseSeconds, code }
  return { kind: 'unknown', code }
}

/** A stable short code for logs and answers; never a message, which may quote data. */
export function slackCode(error: unknown): string {
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited'
  if (error instanceof WebAPIPlatformError) return error.data.error
  if (error instanceof WebAPIHTTPError) return `http_${error.statusCode}`
  if (error instanceof WebAPIRequestError) return networkCode(error.original)
  return networkCode(error)
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}
