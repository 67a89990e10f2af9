import type { Message } from '../../chat/message.ts'
import type { Platform, SendResult, Target } from '../../chat/platform.ts'
import { isAddress, type MailTransport, messageIdOf } from './mail.ts'
import { renderMail } from './render/mail.ts'
import { unsubscribeHeaders } from './unsubscribe.ts'

export interface EmailOptions {
  /** `MAIL_FROM`. */
  from: string
  transport: MailTransport
}

/**
 * E-mail, which only sends: a person is an address, and nobody says anything this way. There is no `find`, for no server can be asked whether
 * it took a mail: one that may have arrived is not sent again. Everybody addressed is outside the company, so only what is for a
 * customer goes out.
 */
export function createEmail({ from, transport }: EmailOptions): Platform {
  return {
    name: 'email',
    start: async () => undefined,
    stop: () => transport.close(),
    send: (target, message, key) => send({ from, transport }, target, message, key),
    answer: async () => undefined,
    whoIs: async () => null,
    whatIs: async () => null,
    check: () => transport.check(),
  }
}

async function send({ from, transport }: EmailOptions, target: Target, message: Message, key: string): Promise<SendResult> {
  if (target.kind !== 'person' || !isAddress(target.id)) return { kind: 'rejected', code: 'address_invalid' }
  if (message.customerId === undefined) return { kind: 'rejected', code: 'not_for_customers' }
  const headers = {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': message.locale,
    ...unsubscribeHeaders(message),
  }
  const mail = { from, to: target.id, ...renderMail(message), messageId: messageIdOf(key, from), headers }
  return transport.send({ ...mail, files: message.files ?? [] })
}
