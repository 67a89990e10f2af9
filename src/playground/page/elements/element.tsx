import type { Json } from '../blocks/json.ts'
import { string } from '../blocks/json.ts'
import { Picture } from '../blocks/picture.tsx'
import { usePage } from '../state/page-context.ts'
import { ButtonElement } from './button.tsx'
import { ChoiceElement } from './choice.tsx'
import { DateElement } from './date.tsx'
import { Overflow } from './overflow.tsx'
import { SelectElement } from './select.tsx'
import { TextElement } from './text-input.tsx'

/** What an element needs to know when it is the control of an input block. */
export interface InputRole {
  id: string
  labelledBy: string
  describedBy: string
  wrong: boolean
  required: boolean
  /** Whether choosing also tells the bot at once. */
  dispatch: boolean
}

export interface ElementProps {
  element: Json
  blockId: string
  actionId: string
  /** Words to call it by where it has none of its own. */
  label: string
  input?: InputRole
}

/** One interactive element of Block Kit. */
export function Element(props: ElementProps) {
  const { words } = usePage()
  const type = string(props.element.type, '?')
  switch (type) {
    case 'button':
      return <ButtonElement {...props} />
    case 'overflow':
      return <Overflow {...props} />
    case 'image':
      return <Picture image={props.element} title="" />
    case 'radio_buttons':
    case 'checkboxes':
      return <ChoiceElement {...props} />
    case 'datepicker':
    case 'timepicker':
      return <DateElement {...props} />
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextElement {...props} />
    default:
      return type.endsWith('_select') ? (
        <SelectElement {...props} />
      ) : (
        <span className="unsupported">{words.unsupported(type)}</span>
      )
  }
}

/** The attributes that tie a control to its label, hint and error. */
export function controlAttributes(label: string, input: InputRole | undefined) {
  if (!input) return { 'aria-label': label }
  return {
    id: input.id,
    'aria-labelledby': input.labelledBy,
    'aria-describedby': input.describedBy || undefined,
    'aria-invalid': input.wrong || undefined,
    'aria-required': input.required || undefined,
  }
}
