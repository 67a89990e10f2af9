import type { SendResult } from '../../chat/platform.ts'

export type Failure = Exclude<SendResult, { kind: 'sent' }>

/** What an SMTP client tells of a failure. Its message quotes addresses and is never read. */
interface SmtpError extends Partial<Error> {
  code?: unknown
  /** Of the system, where the client put its own in `code`. */
  originalCode?: unknown
  /** The server's reply, such as 550. */
  responseCode?: unknown
  command?: unknown
}

/** Greylisting lets the same mail pass after some minutes. */
const laterSeconds = 120
const troubleSeconds = 60

/** Before anything about this mail was said. */
const opening = new Set(['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS'])

/**
 * What a failed sending means for trying again. The server's own 5xx to a mail is final, its 4xx and every failure to get in are for later. Lost
 * while the mail itself was on its way (`begun`), without a reply, nobody knows whether the server has it.
 */
export function failureOf(error: unknown, begun: boolean): Failure {
  const { code, originalCode, responseCode, command }: SmtpError = error instanceof Error ? error : {}
  const later = (name: string, seconds = troubleSeconds): Failure => ({ kind: 'retry-after', seconds, code: name })
  if (code === 'EAUTH') return later('smtp_auth', laterSeconds)
  if (typeof responseCode === 'number') {
    // A server in the wrong state, or refusing us as a whole, says nothing about the mail.
    const aboutMail = responseCode >= 500 && responseCode !== 503 && !opening.has(String(command))
    return aboutMail ? { kind: 'rejected', code: `smtp_${responseCode}` } : later(`smtp_${responseCode}`, laterSeconds)
  }
  if (begun) return { kind: 'unknown', code: 'smtp_interrupted' }
  if (code === 'EENVELOPE') return { kind: 'rejected', code: 'address_invalid' }
  if (code === 'EMESSAGE') return { kind: 'rejected', code: 'smtp_too_large' }
  if (code === 'ETLS' || /CERT|SSL|TLS|SELF_SIGNED/.test(String(originalCode))) return later('smtp_tls', laterSeconds)
  return later('smtp_unreachable')
}
