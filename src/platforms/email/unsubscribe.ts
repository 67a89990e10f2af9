import { webAddress } from '../../chat/html.ts'
import type { Message } from '../../chat/message.ts'

/**
 * What a mail program's own "unsubscribe" goes by (RFC 2369); one click does it where the address is HTTPS, as RFC 8058 asks. Empty where
 * the message offers no such button.
 */
export function unsubscribeHeaders({ parts }: Message): Record<string, string> {
  const button = parts.flatMap(part => (part.kind === 'actions' ? part.actions : [])).find(({ unsubscribes }) => unsubscribes)
  const address = button?.url === undefined ? null : webAddress(button.url)
  if (address === null) return {}
  const oneClick = address.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}
  return { 'List-Unsubscribe': `<${address}>`, ...oneClick }
}
