import type { TemplateCard } from '@wecom/aibot-node-sdk'
import { cut } from '../../../chat/cut.ts'
import type { Button, Message } from '../../../chat/message.ts'
import { actionOf } from '../offers.ts'
import { wecomWords } from '../words.ts'
import { oneLine } from './markdown.ts'

/** WeCom's limits of a card: six buttons, and what it recommends for their texts, in Chinese characters. */
const limits = { buttons: 6, title: 26, text: 112, label: 10 }
/** Bytes. */
const keyLimit = 1_024
/** The key of the button that only says that something is done. */
export const doneKey = 'wecom.done'

/**
 * Up to six of a message's buttons as a card; null when it has none that fit one. A button whose value is longer than a key may be is left
 * to its code, as is the seventh.
 */
export function cardOf(message: Message, taskId: string): TemplateCard | null {
  const buttons = message.parts.flatMap(part => (part.kind === 'actions' ? part.actions : []))
  const list = buttonList(buttons)
  if (list.length === 0) return null
  const title = shown(headingOf(message) ?? wecomWords(message.locale).choose, limits.title)
  return { card_type: 'button_interaction', main_title: { title }, button_list: list, task_id: taskId }
}

/** What takes the place of a card that was pressed: what came of it, and what can be done next. */
export function cardAfter(message: Message, taskId: string): TemplateCard {
  const again = cardOf(message, taskId)
  const title = shown(headingOf(message) ?? message.summary, limits.title)
  const summary = shown(message.summary, limits.text)
  const done = [{ text: wecomWords(message.locale).done, key: doneKey }]
  return {
    card_type: 'button_interaction',
    main_title: { title },
    // What the title says already is not said again.
    ...(summary !== title && { sub_title_text: summary }),
    button_list: again?.button_list ?? done,
    task_id: taskId,
  }
}

/** Says a card with its summary all of it? */
export const isWhole = ({ parts, summary }: Message): boolean =>
  summary.length <= 100 && parts.every(part => part.kind === 'actions' || part.kind === 'text') && parts.length <= 2

const headingOf = ({ parts }: Message): string | undefined =>
  parts.flatMap(part => (part.kind === 'heading' ? [part.text] : []))[0]

/** Cards take no markdown, but what is copied out of them into a message should not become any. */
const shown = (text: string, most: number): string => cut(oneLine(text), most) || '–'

function buttonList(buttons: readonly Button[]) {
  const keys = new Map<string, string>()
  for (const button of buttons) {
    const key = JSON.stringify(actionOf(button))
    if (Buffer.byteLength(key) <= keyLimit && !keys.has(key))
      keys.set(key, shown(button.label, /[^\p{ASCII}]/u.test(button.label) ? limits.label : 2 * limits.label))
  }
  return [...keys].slice(0, limits.buttons).map(([key, text]) => ({ text, key }))
}
