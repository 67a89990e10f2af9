import type { Member } from '../../wecom/company.ts'
import { cityOf, clockTime } from '../clock.ts'
import { usePopover } from '../elements/use-popover.ts'
import { Avatar } from '../frame/avatar.tsx'
import { MailIcon, WecomIcon } from '../frame/icons.tsx'
import { PersonList } from '../frame/person-list.tsx'
import { ThemeButton } from '../frame/theme-button.tsx'
import { useNow } from '../frame/use-now.ts'
import { useCompany } from './company.ts'
import { SlackIcon } from './icons.tsx'

interface RailProps {
  dark: boolean
  unread: number
  onTheme: () => void
  onSwitch: (person: string) => void
}

/** WeCom's narrow bar: who one is, and the ways to elsewhere. */
export function Rail({ dark, unread, onTheme, onSwitch }: RailProps) {
  const { me, words } = useCompany()
  return (
    <nav className="wc-rail" aria-label={words.product}>
      <MemberSwitcher onSwitch={onSwitch} />
      <span className="wc-rail-item wc-rail-here">
        <WecomIcon />
        <span>{words.chats}</span>
        {unread > 0 && <span className="wc-dot" aria-hidden="true" />}
      </span>
      <span className="wc-rail-space" />
      <a
        className="wc-rail-item"
        href={`/playground?${new URLSearchParams({ as: me.slack })}`}
        data-testid="to-slack"
        title={words.toSlack}
      >
        <SlackIcon />
        <span>Slack</span>
      </a>
      <a
        className="wc-rail-item"
        href={`/playground/mail?${new URLSearchParams({ lang: me.locale })}`}
        target="_blank"
        rel="noreferrer"
        title={words.mail}
      >
        <MailIcon />
        <span>{words.mail}</span>
      </a>
      <ThemeButton className="wc-rail-item" dark={dark} words={words} onTheme={onTheme} />
    </nav>
  )
}

function MemberSwitcher({ onSwitch }: { onSwitch: (person: string) => void }) {
  const { me, words } = useCompany()
  const popover = usePopover(330, 640)
  const choose = (id: string) => {
    popover.close()
    if (id !== me.id) onSwitch(id)
  }
  return (
    <>
      <button
        type="button"
        {...popover.trigger}
        className="wc-me"
        aria-haspopup="listbox"
        aria-label={words.actingAs(me.name)}
        title={words.actingAs(me.name)}
        data-testid="person-switcher"
      >
        <Avatar id={me.slack} name={me.name} size="medium" />
      </button>
      <div {...popover.panel} className="popover people-popover">
        {popover.open && <Members onChoose={choose} />}
      </div>
    </>
  )
}

function Members({ onChoose }: { onChoose: (id: string) => void }) {
  const { state, me, words } = useCompany()
  const face = (id: string) => {
    const person = state.people.find(one => one.id === id)
    return person && <MemberFace person={person} />
  }
  return <PersonList people={state.people} me={me.id} label={words.switchPerson} face={face} onChoose={onChoose} />
}

function MemberFace({ person }: { person: Member }) {
  const { me, words } = useCompany()
  const now = useNow()
  return (
    <span className="option-person">
      <Avatar id={person.slack} name={person.name} size="medium" />
      <span className="person-lines">
        <span className="person-name">{person.name}</span>
        <span className="person-about">{person.about}</span>
        <span className="person-time">{words.localTime(clockTime(now, me.locale, person.zone), cityOf(person.zone))}</span>
      </span>
    </span>
  )
}
