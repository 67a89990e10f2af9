import { choicePayload } from '../blocks/action-payload.ts'
import { chosenState, stateKey } from '../blocks/fields.ts'
import { record, string, textOf } from '../blocks/json.ts'
import { useConfirm } from '../modal/confirm.tsx'
import { usePage } from '../state/page-context.ts'
import { useSurface } from '../state/surface-context.ts'
import { testId } from '../testids.ts'
import { controlAttributes, type ElementProps } from './element.tsx'

/** A day (`YYYY-MM-DD`) or a time (`HH:mm`), by the browser's own picker. */
export function DateElement({ element, blockId, actionId, label, input }: ElementProps) {
  const { words } = usePage()
  const surface = useSurface()
  const confirm = useConfirm()
  const type = string(element.type)
  const value = string(surface.stateOf(blockId, actionId, element)[stateKey(type) ?? ''])
  const change = async (text: string) => {
    const state = chosenState(element, text)
    if (!(await confirm(record(element.confirm)))) return
    surface.change(blockId, actionId, state)
    if (text && (!input || input.dispatch)) surface.click(blockId, actionId, choicePayload(element, text), state)
  }
  return (
    <input
      type={type === 'timepicker' ? 'time' : 'date'}
      className="control date"
      value={value}
      aria-busy={surface.busy(blockId, actionId) || undefined}
      data-testid={input ? testId.input(actionId) : testId.action(actionId)}
      {...controlAttributes(textOf(element.placeholder) || label || words.choose, input)}
      onChange={event => change(event.target.value)}
    />
  )
}
