import type { Json, Person } from '../model.ts'
import { noticeText } from '../notices.ts'
import { isEmpty } from '../state-values.ts'

const PLAIN = /^-?\d+$/
const DECIMAL = /^-?(\d+\.?\d*|\.\d+)$/

function numberError(element: Json, value: string): boolean {
  if (!(element.is_decimal_allowed ? DECIMAL : PLAIN).test(value.trim())) return true
  const number = Number(value)
  const below = typeof element.min_value === 'string' && number < Number(element.min_value)
  return below || (typeof element.max_value === 'string' && number > Number(element.max_value))
}

function inputError(person: Person, block: Json, element: Json, value: Json): string | null {
  if (isEmpty(value)) return block.optional === true ? null : noticeText(person, 'required')
  const text = typeof value.value === 'string' ? value.value : null
  if (text === null) return null
  if (element.type === 'number_input') return numberError(element, text) ? noticeText(person, 'number') : null
  if (element.type === 'email_text_input') return /^\S+@\S+\.\S+$/.test(text) ? null : noticeText(person, 'email')
  if (element.type === 'url_text_input') return URL.canParse(text) ? null : noticeText(person, 'link')
  const { min_length: least, max_length: most } = element
  if (typeof least === 'number' && text.length < least) return noticeText(person, 'tooShort', String(least))
  const limit = typeof most === 'number' ? most : 3_000
  return text.length > limit ? noticeText(person, 'tooLong', String(limit)) : null
}

/** What Slack itself finds wrong with a form before it is sent, by block_id. */
export function formErrors(person: Person, blocks: Json[], values: Record<string, Json>): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of blocks) {
    if (block.type !== 'input') continue
    const blockId = String(block.block_id)
    const element = block.element as Json
    const value = values[blockId]?.[String(element.action_id)] as Json | undefined
    const error = inputError(person, block, element, value ?? { type: element.type })
    if (error !== null) errors[blockId] = error
  }
  return errors
}
