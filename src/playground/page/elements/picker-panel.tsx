import { useEffect, useId, useRef, useState } from 'react'
import { usePage } from '../state/page-context.ts'
import { type Choice, type ChoiceGroup, OptionList, useActive } from './option-list.tsx'
import type { PickerProps } from './picker.tsx'
import { focusOnOpen } from './use-popover.ts'

const searchFrom = 8
const waitMs = 150

/** The open menu: a search box where there is something to search, and the choices. */
export function PickerPanel(props: PickerProps & { choose: (choice: Choice) => void; clear: () => void }) {
  const { words } = usePage()
  const id = useId()
  const [query, setQuery] = useState('')
  const { groups, status } = useChoices(props, query)
  const flat = groups.flatMap(group => group.choices)
  const keys = useActive(flat.length, index => {
    const choice = flat[index]
    if (choice) props.choose(choice)
  })
  const searchable = props.load !== undefined || props.groups.flatMap(group => group.choices).length > searchFrom
  const current = { 'aria-activedescendant': flat.length > 0 ? `${id}-${keys.active}` : undefined }
  const chosen = new Set(props.chosen.map(choice => choice.key))
  const list = (
    <OptionList
      id={id}
      groups={groups}
      label={props.label || props.placeholder}
      chosen={chosen}
      many={props.many}
      active={keys.active}
      onActive={keys.setActive}
      onChoose={props.choose}
      {...(searchable ? {} : { onKeyDown: keys.onKeyDown })}
    />
  )
  return (
    <>
      {searchable ? (
        <>
          <input
            ref={focusOnOpen}
            className="pick-search"
            data-testid="pick-search"
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-autocomplete="list"
            aria-label={words.search}
            placeholder={words.search}
            value={query}
            {...current}
            onChange={event => {
              setQuery(event.target.value)
              keys.setActive(0)
            }}
            onKeyDown={keys.onKeyDown}
          />
          {list}
        </>
      ) : (
        list
      )}
      {status && (
        <p className="pick-status" role="status">
          {status}
        </p>
      )}
      {props.input?.required === false && props.chosen.length > 0 && (
        <button type="button" className="pick-clear" onClick={props.clear}>
          {words.clearChoice}
        </button>
      )}
    </>
  )
}

/** The choices for what was typed: filtered here, or asked of the bot once typing pauses. */
function useChoices(props: PickerProps, query: string): { groups: ChoiceGroup[]; status: string } {
  const { words } = usePage()
  const { load, least } = props
  const [found, setFound] = useState<{ query: string; groups: ChoiceGroup[] | null } | null>(null)
  const asking = useRef(load)
  asking.current = load
  const remote = load !== undefined
  useEffect(() => {
    if (!remote || query.length < least) return
    let over = false
    const timer = setTimeout(async () => {
      const groups = (await asking.current?.(query)) ?? null
      if (!over) setFound({ query, groups })
    }, waitMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [remote, query, least])

  if (!remote) {
    const groups = matching(props.groups, query)
    return { groups, status: groups.length === 0 ? words.noResults : '' }
  }
  if (query.length < least) return { groups: [], status: words.typeMore(least) }
  const groups = found?.groups ?? []
  if (found?.query !== query) return { groups, status: groups.length === 0 ? words.searching : '' }
  if (found.groups === null) return { groups: [], status: words.suggestFailed }
  return { groups, status: groups.some(group => group.choices.length > 0) ? '' : words.noResults }
}

function matching(groups: ChoiceGroup[], query: string): ChoiceGroup[] {
  const wanted = query.trim().toLowerCase()
  return groups
    .map(group => ({ ...group, choices: group.choices.filter(choice => choice.text.toLowerCase().includes(wanted)) }))
    .filter(group => group.choices.length > 0)
}
