import type {
  ActionsBlock,
  ConfirmationDialog,
  KnownBlock,
  PlainTextOption,
  Button as SlackButton,
  StaticSelect,
} from '@slack/types'
import type { Button } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { encodeValue } from '../value.ts'
import { slackWords } from '../words.ts'
import { limits } from './limits.ts'
import { plain } from './plain.ts'

/** The index keeps ids apart within a block. */
export function buttonElement(button: Button, index: number, locale: Locale): SlackButton {
  return {
    type: 'button',
    action_id: `${button.action}#${index}`.slice(-limits.id),
    text: plain(button.label, limits.buttonLabel),
    value: encodeValue(button),
    ...(button.style ? { style: button.style } : {}),
    ...(button.confirm ? { confirm: confirmation(button, button.confirm, locale) } : {}),
  }
}

function confirmation(button: Button, question: string, locale: Locale): ConfirmationDialog {
  return {
    title: plain(button.label, limits.confirmTitle),
    text: plain(question, limits.confirmText),
    confirm: plain(button.label, limits.confirmButton),
    deny: plain(slackWords(locale).cancel, limits.confirmButton),
    ...(button.style ? { style: button.style } : {}),
  }
}

/** Buttons in as few blocks as hold them. */
export function buttonBlocks(buttons: readonly Button[], locale: Locale): ActionsBlock[] {
  const blocks: ActionsBlock[] = []
  for (let at = 0; at < buttons.length; at += limits.actions) {
    const elements = buttons.slice(at, at + limits.actions).map((button, index) => buttonElement(button, index, locale))
    blocks.push({ type: 'actions', elements })
  }
  return blocks
}

/** What stands at a row's right, and the blocks below it for what cannot stand there. */
export interface RowActs {
  accessory: SlackButton | StaticSelect | null
  below: KnownBlock[]
}

/**
 * One "Act" menu, or the lone button itself. A menu cannot ask before one of its entries, and an entry holds 150 characters only: such
 * entries become buttons below the row.
 */
export function rowActs(acts: readonly Button[], locale: Locale): RowActs {
  const [lone] = acts
  if (acts.length === 1 && lone) return { accessory: buttonElement(lone, 0, locale), below: [] }
  const fitting = acts.filter(act => !act.confirm && encodeValue(act).length <= limits.optionValue)
  const inMenu = new Set(fitting.slice(0, limits.options))
  const others = acts.filter(act => !inMenu.has(act)).slice(0, limits.actions)
  return { accessory: menu([...inMenu], locale), below: buttonBlocks(others, locale) }
}

function menu(acts: readonly Button[], locale: Locale): RowActs['accessory'] {
  // Two entries with the same effect are one; Slack refuses equal values.
  const options = new Map<string, PlainTextOption>()
  for (const act of acts) {
    const value = encodeValue(act)
    if (!options.has(value)) options.set(value, { text: plain(act.label, limits.optionLabel), value })
  }
  const [first] = acts
  if (!first) return null
  if (options.size === 1) return buttonElement(first, 0, locale)
  return {
    type: 'static_select',
    action_id: 'act',
    placeholder: plain(slackWords(locale).act, limits.optionLabel),
    options: [...options.values()],
  }
}
