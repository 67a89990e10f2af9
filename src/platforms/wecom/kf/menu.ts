import { clean } from '../../../chat/clean.ts'
import { webAddress } from '../../../chat/html.ts'
import type { Button, Json } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { kfWords } from './words.ts'

/** Of one menu: ten items, and bytes (path/94677). */
const limits = { items: 10, id: 128, label: 128, url: 2_048 }

export type MenuItem =
  | { type: 'click'; click: { id: string; content: string } }
  | { type: 'view'; view: { url: string; content: string } }

/** What buttons become: items of the menu, and lines for what is typed instead. */
export interface Offered {
  items: MenuItem[]
  lines: string[]
}

/**
 * Buttons as items of a menu that has room for `room` more. A click says back what it starts; what opens a form, or asks before it is done,
 * opens its page instead. A scale too long for a menu is typed, with one link to its page; to be asked no more is typed too, as people
 * are used to.
 */
export function offer(buttons: readonly Button[], room: number, locale: Locale): Offered {
  const words = kfWords(locale)
  const stop = buttons.some(({ unsubscribes }) => unsubscribes) ? [words.stop] : []
  const others = buttons.filter(({ unsubscribes }) => !unsubscribes)
  const items = others.flatMap(button => itemOf(button) ?? [])
  if (items.length <= room) return { items, lines: stop }
  return { items: pageOf(others, words.page).slice(0, room), lines: [typedLine(others, locale), ...stop] }
}

export const mostItems = limits.items

function itemOf({ action, value, label, url, form, confirm }: Button): MenuItem | null {
  const content = cutToBytes(clean(label), limits.label)
  const id = menuId(action, value)
  if (!form && confirm === undefined && Buffer.byteLength(id) <= limits.id) return { type: 'click', click: { id, content } }
  return viewOf(url, content)
}

function viewOf(url: string | undefined, content: string): MenuItem | null {
  const address = url === undefined ? null : webAddress(url)
  return address === null || Buffer.byteLength(address) > limits.url ? null : { type: 'view', view: { url: address, content } }
}

/** The one page that all of them lead to, if it is one. */
function pageOf(buttons: readonly Button[], label: string): MenuItem[] {
  const pages = new Set(buttons.map(({ url }) => url?.replace(/\?.*$/, '')))
  const [page] = pages
  const item = pages.size === 1 ? viewOf(page, label) : null
  return item ? [item] : []
}

function typedLine(buttons: readonly Button[], locale: Locale): string {
  const words = kfWords(locale)
  const labels = buttons.map(({ label }) => clean(label))
  const [first = '', last = ''] = [labels[0], labels.at(-1)]
  const isScale = labels.every((label, index) => label === String(Number(first) + index))
  return isScale ? words.number(first, last) : words.oneOf(labels.join(locale === 'en' ? ', ' : '、'))
}

const menuId = (action: string, value: Json): string => `${action} ${JSON.stringify(value)}`

/** What a click starts; null: it is no menu of ours. */
export function actionOf(id: string): { action: string; value: Json } | null {
  const [, action = '', json = ''] = /^(\S+) (.+)$/s.exec(id) ?? []
  try {
    return { action, value: JSON.parse(json) as Json }
  } catch {
    return null
  }
}

/** The longest beginning of whole characters within so many bytes. */
export function cutToBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  let [kept, size] = ['', Buffer.byteLength('…')]
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > most) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
