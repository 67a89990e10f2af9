import { useId } from 'react'
import { Element } from '../elements/element.tsx'
import { usePage } from '../state/page-context.ts'
import { testId } from '../testids.ts'
import { withEmoji } from './emoji.ts'
import { actionIdOf } from './fields.ts'
import { type Json, record, textOf } from './json.ts'

/** A labelled field of a form, with its hint and what is wrong with it. */
export function InputBlock({ block, blockId, error }: { block: Json; blockId: string; error: string }) {
  const { words } = usePage()
  const id = useId()
  const element = record(block.element)
  const hint = textOf(block.hint)
  const label = withEmoji(textOf(block.label))
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  const grouped = element.type === 'radio_buttons' || element.type === 'checkboxes'
  const Label = grouped ? 'span' : 'label'
  return (
    <div className={error ? 'field field-wrong' : 'field'} data-testid={testId.field(blockId)}>
      <Label className="field-label" id={`${id}-label`} {...(grouped ? {} : { htmlFor: id })}>
        {label}
        {block.optional === true && <span className="field-optional"> {words.optional}</span>}
      </Label>
      <Element
        element={element}
        blockId={blockId}
        actionId={actionIdOf(element)}
        label={label}
        input={{
          id,
          labelledBy: `${id}-label`,
          describedBy,
          wrong: error !== '',
          required: block.optional !== true,
          dispatch: block.dispatch_action === true,
        }}
      />
      {error && (
        <p className="field-error" id={`${id}-error`} data-testid={testId.error(blockId)}>
          {error}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {withEmoji(hint)}
        </p>
      )}
    </div>
  )
}
