import { createHash } from 'node:crypto'
import type { MessageFile } from '../../chat/message.ts'
import type { Health, SendResult } from '../../chat/platform.ts'

/** A mail to one person, ready to be put on its way. */
export interface Mail {
  /** `address` or `Name <address>`. */
  from: string
  /** One bare address. */
  to: string
  subject: string
  text: string
  html: string
  /** With its angle brackets. */
  messageId: string
  headers: Record<string, string>
  files: readonly MessageFile[]
}

/** What carries mails: an SMTP server, or whatever stands in for one. */
export interface MailTransport {
  send(mail: Mail): Promise<SendResult>
  check(): Promise<Health>
  close(): Promise<void>
}

/** One mailbox as it is typed: no names, no lists, no comments, nothing that could end a header. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]+$/u.test(text)

/** The same key gives the same id, so that a mail sent twice is recognised as one. A key itself may say whom it is about. */
export function messageIdOf(key: string, from: string): string {
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`
}
