import { webAddress } from '../../../chat/html.ts'
import type { Button, Message } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { textOf } from './render.ts'
import { kfWords } from './words.ts'

/** Bytes of a 企业群发 (path/92135). */
const most = 4_000

/** A message as a colleague sends it: the words, and where its page is, for nothing that is clicked or typed there comes back to us. */
export function massText(message: Message): string {
  const { parts, locale } = message
  const buttons = parts.flatMap(part => (part.kind === 'actions' ? part.actions : []))
  const links = linksOf(buttons, locale)
  const room = most - Buffer.byteLength(links) - 2
  return [textOf(message, room), links].filter(text => text !== '').join('\n\n')
}

/** Each page once: that of the answers first, then how to be asked no more. */
function linksOf(buttons: readonly Button[], locale: Locale): string {
  const words = kfWords(locale)
  const lines = new Map<string, string>()
  for (const { url, label, unsubscribes } of buttons) {
    const address = url === undefined ? null : webAddress(url.replace(/\?.*$/, ''))
    if (address !== null && !lines.has(address))
      lines.set(address, `${unsubscribes ? label : words.page}${words.colon}${address}`)
  }
  return [...lines.values()].join('\n')
}
