import type { ReactNode } from 'react'
import { OptionList, useActive } from '../elements/option-list.tsx'
import { testId } from '../testids.ts'

interface PersonListProps {
  people: readonly { id: string; name: string }[]
  /** Who one acts as. */
  me: string
  label: string
  face: (id: string) => ReactNode
  onChoose: (id: string) => void
}

/** Everybody one may act as. */
export function PersonList({ people, me, label, face, onChoose }: PersonListProps) {
  const choices = people.map(({ id, name }) => ({ key: id, text: name, face: face(id) }))
  const keys = useActive(choices.length, index => onChoose(choices[index]?.key ?? me))
  return (
    <OptionList
      id="people"
      groups={[{ label: '', choices }]}
      label={label}
      chosen={new Set([me])}
      many={false}
      active={keys.active}
      onActive={keys.setActive}
      onKeyDown={keys.onKeyDown}
      onChoose={choice => onChoose(choice.key)}
      testIdOf={choice => testId.person(choice.key)}
    />
  )
}
