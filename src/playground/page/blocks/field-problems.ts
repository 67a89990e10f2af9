import type { Words } from '../words.ts'
import { type FieldStates, fieldsOf, stateKey, stateValues } from './fields.ts'
import { type Json, number, record, string } from './json.ts'

/** What Slack's own client refuses before it sends a form: missing and malformed fields, by block id. */
export function fieldProblems(blocks: readonly unknown[], typed: FieldStates, words: Words): Record<string, string> {
  const values = stateValues(blocks, typed)
  const problems: Record<string, string> = {}
  for (const { blockId, actionId, element, input } of fieldsOf(blocks)) {
    if (!input) continue
    const state = record(values[blockId]?.[actionId])
    const value = state[stateKey(string(element.type)) ?? 'value']
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    const problem = empty ? (input.optional === true ? '' : words.required) : malformed(element, value, words)
    if (problem) problems[blockId] = problem
  }
  return problems
}

function malformed(element: Json, value: unknown, words: Words): string {
  if (typeof value !== 'string') return ''
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, value, words)
    case 'number_input':
      return wrongNumber(element, value, words)
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? '' : words.notEmail
    case 'url_text_input':
      return /^https?:\/\/\S+$/i.test(value) ? '' : words.notUrl
    default:
      return ''
  }
}

function wrongLength(element: Json, value: string, words: Words): string {
  const least = number(element.min_length, 0)
  const most = number(element.max_length, 3000)
  if (value.trim() === '' && least > 0) return words.required
  if (value.length < least) return words.tooShort(least)
  return value.length > most ? words.tooLong(most) : ''
}

function wrongNumber(element: Json, value: string, words: Words): string {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value.trim())) return words.notNumber
  if (element.is_decimal_allowed !== true && !/^[+-]?\d+$/.test(value.trim())) return words.notWhole
  const least = string(element.min_value)
  const most = string(element.max_value)
  if (least && Number(value) < Number(least)) return words.tooSmall(least)
  return most && Number(value) > Number(most) ? words.tooLarge(most) : ''
}
