import { type Logger, LogLevel } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../config/log.ts'

/** One call's patience: well below the outbox's lease, above what Slack needs on a bad day. */
export const callTimeoutMs = 10_000

/**
 * The outbox owns retries: the client's own (10 over 30 minutes, without a time limit) would send twice and hold a slot all that time.
 */
export function clientOptions(options: { apiUrl?: string; callTimeoutMs?: number; log: Log }): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.callTimeoutMs ?? callTimeoutMs,
    allowAbsoluteUrls: false,
    logger: quietLogger(options.log),
    ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
  }
}

export const createClient = (botToken: string, options: WebClientOptions): WebClient => new WebClient(botToken, options)

/** Bolt's and the client's own lines quote payloads and tokens, so only that something was said is kept. */
export function quietLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => log('warn', 'slack.library'),
    error: () => log('error', 'slack.library'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}
