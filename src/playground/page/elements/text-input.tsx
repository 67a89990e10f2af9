import { type KeyboardEvent, useEffect, useRef } from 'react'
import { choicePayload } from '../blocks/action-payload.ts'
import { chosenState } from '../blocks/fields.ts'
import { number, record, string, textOf } from '../blocks/json.ts'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'
import { controlAttributes, type ElementProps } from './element.tsx'

const kinds: Record<string, { type: string; inputMode: 'text' | 'decimal' | 'email' | 'url' }> = {
  number_input: { type: 'text', inputMode: 'decimal' },
  email_text_input: { type: 'email', inputMode: 'email' },
  url_text_input: { type: 'url', inputMode: 'url' },
}
const pauseMs = 400

/** Text, number, email and web address. */
export function TextElement({ element, blockId, actionId, label, input }: ElementProps) {
  const surface = useSurface()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const value = string(surface.stateOf(blockId, actionId, element).value)
  const triggers = record(element.dispatch_action_config).trigger_actions_on
  const onEachCharacter = Array.isArray(triggers) && triggers.includes('on_character_entered')
  const tell = (text: string) => surface.click(blockId, actionId, choicePayload(element, text), chosenState(element, text))
  const change = (text: string) => {
    surface.change(blockId, actionId, chosenState(element, text))
    if (!input?.dispatch || !onEachCharacter) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => tell(text), pauseMs)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    if (input?.dispatch && !onEachCharacter) tell(value)
  }
  const kind = kinds[string(element.type)] ?? { type: 'text', inputMode: 'text' as const }
  const shared = {
    className: 'control',
    value,
    placeholder: textOf(element.placeholder),
    'data-testid': input ? testId.input(actionId) : testId.action(actionId),
    'data-autofocus': element.focus_on_load === true || undefined,
    onKeyDown,
    ...controlAttributes(label, input),
  }
  if (element.multiline === true) {
    return (
      <textarea
        {...shared}
        rows={4}
        maxLength={number(element.max_length, 3000)}
        onChange={event => change(event.target.value)}
      />
    )
  }
  return (
    <input
      {...shared}
      type={kind.type}
      inputMode={kind.inputMode}
      maxLength={number(element.max_length, 3000)}
      autoComplete="off"
      onChange={event => change(event.target.value)}
    />
  )
}
