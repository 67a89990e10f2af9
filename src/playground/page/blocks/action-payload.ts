import { chosenState } from './fields.ts'
import type { Json } from './json.ts'

/** What a button tells the bot: its value and its words. */
export function buttonPayload(element: Json): Json {
  return {
    type: 'button',
    ...(element.value === undefined ? {} : { value: element.value }),
    ...(element.text === undefined ? {} : { text: element.text }),
    ...(element.style === undefined ? {} : { style: element.style }),
  }
}

/** What a menu, picker or date tells the bot, such as `{ type: 'static_select', selected_option }`. */
export function choicePayload(element: Json, chosen: unknown): Json {
  if (element.type === 'overflow') return { type: 'overflow', selected_option: chosen }
  return chosenState(element, chosen)
}
