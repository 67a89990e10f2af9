import { webAddress } from '../../chat/html.ts'
import type { Button, Message } from '../../chat/message.ts'

/** The action of the button by which a customer asks never to be asked again. */
const optOut = 'surveys.opt-out'

export const isOptOut = ({ action }: Button): boolean => action === optOut

/**
 * What a mail program's own "unsubscribe" goes by (RFC 2369); one click does it where the address is HTTPS, as RFC 8058 asks. Empty where
 * the message offers no such button.
 */
export function unsubscribeHeaders({ parts }: Message): Record<string, string> {
  const button = parts.flatMap(part => (part.kind === 'actions' ? part.actions : [])).find(isOptOut)
  const address = button?.url === undefined ? null : webAddress(button.url)
  if (address === null) return {}
  const oneClick = address.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}
  return { 'List-Unsubscribe': `<${address}>`, ...oneClick }
}
