import type { Readable } from 'node:stream'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Health } from '../../chat/platform.ts'
import { type Failure, failureOf } from './failure.ts'
import { healthOf } from './health.ts'
import type { Mail, MailTransport } from './mail.ts'
import { smtpOptions } from './smtp-options.ts'

/** Milliseconds. Together shorter than an outbox row's lease. */
export interface Patience {
  /** To connect, and then again to be greeted. */
  connectMs: number
  /** For any one answer of the server. */
  answerMs: number
  /** For a whole mail. */
  mailMs: number
  /** A connection that worked is not tried again for the status before this. */
  trustMs: number
}
const usual: Patience = { connectMs: 8_000, answerMs: 20_000, mailMs: 30_000, trustMs: 600_000 }

/** Sends through the server at `url` (`SMTP_URL`) over a few connections that are kept. */
export function createSmtp(url: string, now: () => Date, patience: Patience = usual): MailTransport {
  const { connectMs, answerMs, mailMs, trustMs } = patience
  const smtp = createTransport({
    ...smtpOptions(url),
    pool: true,
    maxConnections: 4,
    // Only the outbox repeats a mail: it knows whether that may be.
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // Each mail's own failure says it; unheard, the event would end the process.
  smtp.on('error', () => undefined)
  /** Of the mails at hand, by their ids: what is read of them as they are sent. */
  const bodies = new Map<unknown, Readable>()
  smtp.use('stream', ({ data, message }, done) => {
    const open = message.createReadStream.bind(message)
    message.createReadStream = options => {
      const body = open(options)
      bodies.set(data.messageId, body)
      return body
    }
    done()
  })
  let workedAt = Number.NEGATIVE_INFINITY

  return {
    async send(mail) {
      const signal = AbortSignal.timeout(mailMs)
      try {
        await smtp.sendMail({ ...contentOf(mail), signal })
        workedAt = now().getTime()
        return { kind: 'sent', ref: mail.messageId }
      } catch (error) {
        return failureOf(error, bodies.get(mail.messageId)?.readableDidRead ?? false)
      } finally {
        bodies.delete(mail.messageId)
      }
    },
    async check(): Promise<Health> {
      if (now().getTime() - workedAt < trustMs) return healthOf(null)
      const failure = await smtp.verify().then(
        () => null,
        (error: unknown): Failure => failureOf(error, false),
      )
      if (failure === null) workedAt = now().getTime()
      return healthOf(failure)
    },
    close: async () => smtp.close(),
  }
}

function contentOf({ from, to, subject, text, html, messageId, headers, files }: Mail): SendMailOptions {
  return {
    ...{ from, subject, text, html, messageId, headers },
    // As an object it is one address, whatever is in it.
    to: { name: '', address: to },
    attachments: files.map(({ name, base64 }) => ({ filename: name, content: base64, encoding: 'base64' })),
  }
}
