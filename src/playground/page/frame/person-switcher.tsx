import type { UiPerson } from '../../ui-contract.ts'
import { cityOf, clockTime } from '../clock.ts'
import { usePopover } from '../elements/use-popover.ts'
import { usePage } from '../state/page-context.ts'
import { Avatar } from './avatar.tsx'
import { ChevronIcon } from './icons.tsx'
import { PersonList } from './person-list.tsx'
import { useNow } from './use-now.ts'

/** Who one acts as, and a list of everyone else one may act as. */
export function PersonSwitcher({ onSwitch }: { onSwitch: (person: string) => void }) {
  const { me, words } = usePage()
  const popover = usePopover(320, 640)
  const choose = (id: string) => {
    popover.close()
    if (id !== me.id) onSwitch(id)
  }
  return (
    <>
      <button
        type="button"
        {...popover.trigger}
        className="person-switcher"
        aria-haspopup="listbox"
        data-testid="person-switcher"
      >
        <Avatar id={me.id} name={me.name} size="medium" />
        <span className="person-lines">
          <span className="person-role">
            {words.actingAs}
            {me.external && <span className="badge">{words.external}</span>}
          </span>
          <span className="person-name">{me.name}</span>
          <span className="hidden-words">{words.switchPerson}</span>
        </span>
        <ChevronIcon />
      </button>
      <div {...popover.panel} className="popover people-popover">
        {popover.open && <People onChoose={choose} />}
      </div>
    </>
  )
}

function People({ onChoose }: { onChoose: (id: string) => void }) {
  const { state, me, words } = usePage()
  const face = (id: string) => {
    const person = state.people.find(one => one.id === id)
    return person && <PersonFace person={person} />
  }
  return <PersonList people={state.people} me={me.id} label={words.switchPerson} face={face} onChoose={onChoose} />
}

function PersonFace({ person }: { person: UiPerson }) {
  const { me, words } = usePage()
  const now = useNow()
  return (
    <span className="option-person">
      <Avatar id={person.id} name={person.name} size="medium" />
      <span className="person-lines">
        <span className="person-name">
          {person.name}
          {person.external && (
            <span className="badge" title={words.externalHint}>
              {words.external}
            </span>
          )}
        </span>
        <span className="person-about">{person.about}</span>
        <span className="person-time">{words.localTime(clockTime(now, me.locale, person.zone), cityOf(person.zone))}</span>
      </span>
    </span>
  )
}
