import type { UiChannel } from '../../ui-contract.ts'
import { cityOf, clockTime } from '../clock.ts'
import { usePage } from '../state/page-context.ts'
import { botDm } from '../state/places.ts'
import { testId } from '../testids.ts'
import { Avatar, BotAvatar } from './avatar.tsx'
import { CloseIcon, Mark, WecomIcon } from './icons.tsx'
import { PersonSwitcher } from './person-switcher.tsx'
import { useNow } from './use-now.ts'

interface SidebarProps {
  current: string
  unread: Record<string, number>
  /** Hidden on a small screen until asked for; then it must not be reached by Tab. */
  hidden: boolean
  onClose: () => void
  onOpen: (channel: string) => void
  onSwitch: (person: string) => void
}

export function Sidebar({ current, unread, hidden, onClose, onOpen, onSwitch }: SidebarProps) {
  const { state, me, words, send } = usePage()
  const now = useNow()
  const rooms = state.channels.filter(channel => channel.kind === 'channel')
  const direct = state.channels.filter(channel => channel.kind === 'dm')
  const openBot = async () => {
    const reply = await send('open-dm', {})
    if (reply.channel) onOpen(reply.channel)
  }
  const place = (channel: UiChannel) => (
    <Place key={channel.id} channel={channel} current={channel.id === current} unread={unread[channel.id] ?? 0} onOpen={onOpen} />
  )
  return (
    <nav className="sidebar" aria-label={words.sidebar} inert={hidden}>
      <header className="sidebar-head">
        <Mark />
        <span className="workspace-name">{state.workspace}</span>
        <button type="button" className="icon-button only-narrow" aria-label={words.closeSidebar} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <PersonSwitcher onSwitch={onSwitch} />
      <p className="me-about">
        {me.about && <span>{me.about}</span>}
        <span className="me-time">{words.localTime(clockTime(now, me.locale, me.zone), cityOf(me.zone))}</span>
      </p>
      <div className="places">
        <h2>{words.channels}</h2>
        <ul>{rooms.map(place)}</ul>
        <h2>{words.directMessages}</h2>
        <ul>
          {direct.map(place)}
          {!botDm(state) && (
            <li>
              <button type="button" className="place" data-testid="open-bot-dm" onClick={openBot}>
                <BotAvatar size="small" />
                <span className="place-name">{words.messageBot(state.bot.name)}</span>
              </button>
            </li>
          )}
        </ul>
      </div>
      {!me.external && <ToWecom />}
    </nav>
  )
}

/** Over to the local WeCom as the same person; where there is none, how to get one. */
function ToWecom() {
  const { state, me, words } = usePage()
  if (state.hasWecom)
    return (
      <a className="to-wecom" href={`/playground/wecom?${new URLSearchParams({ as: me.id })}`} data-testid="to-wecom">
        <WecomIcon />
        {words.toWecom}
      </a>
    )
  return (
    <details className="to-wecom" data-testid="to-wecom">
      <summary>
        <WecomIcon />
        {words.toWecom}
      </summary>
      <p>{words.wecomOff}</p>
      <code>PLAYGROUND=wecom npm start</code>
    </details>
  )
}

function Place(props: { channel: UiChannel; current: boolean; unread: number; onOpen: (channel: string) => void }) {
  const { state, words } = usePage()
  const { channel, current, unread } = props
  const isBot = botDm(state)?.id === channel.id
  const person = state.people.find(one => one.name === channel.name || one.id === channel.name)
  const name = isBot ? state.bot.name : (person?.name ?? channel.name)
  return (
    <li>
      <button
        type="button"
        className="place"
        aria-current={current ? 'page' : undefined}
        data-unread={unread > 0 || undefined}
        data-testid={channel.kind === 'dm' ? testId.directMessage(name) : testId.channel(channel.name)}
        onClick={() => props.onOpen(channel.id)}
      >
        {channel.kind === 'channel' && <span className="hash">#</span>}
        {isBot && <BotAvatar size="small" />}
        {channel.kind === 'dm' && !isBot && <Avatar id={person?.id ?? channel.id} name={name} size="small" />}
        <span className="place-name">{name}</span>
        {channel.shared && (
          <span className="shared" title={words.sharedHint}>
            {words.shared}
          </span>
        )}
        {unread > 0 && (
          <span className="count">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span className="hidden-words">{words.unread(unread)}</span>
          </span>
        )}
      </button>
    </li>
  )
}
