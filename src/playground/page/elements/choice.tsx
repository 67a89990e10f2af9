import { useId } from 'react'
import { choicePayload } from '../blocks/action-payload.ts'
import { chosenState } from '../blocks/fields.ts'
import { type Json, record, records, string } from '../blocks/json.ts'
import { keyed } from '../blocks/keyed.ts'
import { Text } from '../blocks/text.tsx'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'
import type { ElementProps } from './element.tsx'

/** Radio buttons and checkboxes. */
export function ChoiceElement({ element, blockId, actionId, label, input }: ElementProps) {
  const surface = useSurface()
  const name = useId()
  const many = element.type === 'checkboxes'
  const options = records(element.options)
  const state = surface.stateOf(blockId, actionId, element)
  const chosen = new Set((many ? records(state.selected_options) : [record(state.selected_option)]).map(option => option.value))
  const choose = (option: Json) => {
    const next = new Set(chosen)
    if (!next.delete(option.value)) next.add(option.value)
    const value = many ? options.filter(one => next.has(one.value)) : option
    const changed = chosenState(element, value)
    surface.change(blockId, actionId, changed)
    if (!input || input.dispatch) surface.click(blockId, actionId, choicePayload(element, value), changed)
  }
  return (
    <div
      className="choices"
      role={many ? 'group' : 'radiogroup'}
      data-testid={input ? testId.input(actionId) : testId.action(actionId)}
      {...(input
        ? { 'aria-labelledby': input.labelledBy, 'aria-describedby': input.describedBy || undefined }
        : { 'aria-label': label || actionId })}
    >
      {keyed(options, option => string(option.value)).map(({ key, item: option }) => (
        <label key={key} className="choice" data-testid={testId.option(string(option.value))}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.has(option.value)}
            onChange={() => choose(option)}
          />
          <span>
            <Text value={option.text} />
            {option.description !== undefined && (
              <span className="option-about">
                <Text value={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  )
}
