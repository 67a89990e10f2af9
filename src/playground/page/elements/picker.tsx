import { ChevronIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import type { InputRole } from './element.tsx'
import type { Choice, ChoiceGroup } from './option-list.tsx'
import { PickerPanel } from './picker-panel.tsx'
import { usePopover } from './use-popover.ts'

export interface PickerProps {
  testId: string
  label: string
  input?: InputRole | undefined
  placeholder: string
  many: boolean
  /** How many may be chosen at most. */
  most: number
  busy: boolean
  chosen: Choice[]
  groups: ChoiceGroup[]
  /** Type-ahead: choices for what was typed, or null when the bot did not answer. */
  load?: ((query: string) => Promise<ChoiceGroup[] | null>) | undefined
  /** Characters needed before `load` is asked. */
  least: number
  onChoose: (chosen: Choice[]) => void
}

/** A menu of choices: one or many, given or searched for. */
export function Picker(props: PickerProps) {
  const { chosen, input } = props
  const { words } = usePage()
  const popover = usePopover()
  const value = chosen.map(choice => choice.text).join(words.comma)
  const choose = (choice: Choice) => {
    if (!props.many) {
      popover.close()
      props.onChoose([choice])
    } else if (chosen.some(one => one.key === choice.key)) props.onChoose(chosen.filter(one => one.key !== choice.key))
    else if (chosen.length < props.most) props.onChoose([...chosen, choice])
  }
  const clear = () => {
    popover.close()
    props.onChoose([])
  }
  return (
    <>
      <button
        type="button"
        {...popover.trigger}
        {...(input ? { id: input.id } : {})}
        className={`picker ${value ? '' : 'picker-empty'}`}
        aria-haspopup="listbox"
        aria-label={[props.label, value || props.placeholder].filter(Boolean).join(': ')}
        aria-describedby={input?.describedBy || undefined}
        aria-busy={props.busy || undefined}
        data-wrong={input?.wrong || undefined}
        data-testid={props.testId}
      >
        <span className="picker-value">{value || props.placeholder}</span>
        <ChevronIcon />
      </button>
      <div {...popover.panel} className="popover">
        {popover.open && <PickerPanel {...props} choose={choose} clear={clear} />}
      </div>
    </>
  )
}
