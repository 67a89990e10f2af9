import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { keyed } from '../blocks/keyed.ts'
import { testId } from '../testids.ts'
import { focusOnOpen } from './use-popover.ts'

/** Something that can be chosen from a list. */
export interface Choice {
  key: string
  text: string
  description?: string
  /** Drawn instead of the text. */
  face?: ReactNode
}

export interface ChoiceGroup {
  label: string
  choices: Choice[]
}

/** Which of a number of choices the arrow keys stand on. */
export function useActive(count: number, choose: (index: number) => void) {
  const [wanted, setActive] = useState(0)
  const active = Math.min(wanted, count - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || count === 0) return
    if (event.key === 'ArrowDown') setActive((active + 1) % count)
    else if (event.key === 'ArrowUp') setActive((active - 1 + count) % count)
    else if (event.key === 'Home') setActive(0)
    else if (event.key === 'End') setActive(count - 1)
    else if (event.key === 'Enter') choose(active)
    else return
    event.preventDefault()
  }
  return { active, setActive, onKeyDown }
}

interface OptionListProps {
  id: string
  groups: ChoiceGroup[]
  label: string
  chosen: ReadonlySet<string>
  many: boolean
  active: number
  onActive: (index: number) => void
  onChoose: (choice: Choice) => void
  testIdOf?: (choice: Choice) => string
  /** Given where the list itself has the focus; without it a search box hears the keys. */
  onKeyDown?: (event: KeyboardEvent) => void
}

/** A listbox that another element drives by keyboard (see `useActive`) and that the pointer may press. */
export function OptionList(props: OptionListProps) {
  const { id, groups, active, onKeyDown } = props
  const focused = onKeyDown !== undefined
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  let index = -1
  return (
    <div
      className="options"
      role="listbox"
      id={id}
      ref={element => {
        list.current = element
        if (focused) focusOnOpen(element)
      }}
      aria-label={props.label}
      aria-multiselectable={props.many || undefined}
      {...(focused ? { tabIndex: 0, onKeyDown, 'aria-activedescendant': `${id}-${active}` } : {})}
    >
      {keyed(groups, group => group.label).map(({ key, item: group }) => (
        // biome-ignore lint/a11y/useSemanticElements: options inside a listbox are grouped by role, not by a fieldset
        <div key={key} role="group" aria-label={group.label || props.label}>
          {group.label && (
            <div className="options-label" aria-hidden="true">
              {group.label}
            </div>
          )}
          {group.choices.map(choice => {
            index += 1
            const place = index
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the element with the focus hears the keys
              // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search box or the list; this is the active descendant
              <div
                key={choice.key}
                role="option"
                id={`${id}-${place}`}
                className="option"
                data-index={place}
                data-active={place === active || undefined}
                data-testid={props.testIdOf?.(choice) ?? testId.option(choice.key)}
                aria-selected={props.chosen.has(choice.key)}
                onPointerMove={() => props.onActive(place)}
                onClick={() => props.onChoose(choice)}
              >
                {choice.face ?? (
                  <span className="option-text">
                    {choice.text}
                    {choice.description && <span className="option-about">{choice.description}</span>}
                  </span>
                )}
                {props.chosen.has(choice.key) && (
                  <span className="option-mark" aria-hidden="true">
                    ✓
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
