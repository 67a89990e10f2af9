import type { UiChannel } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'
import { FaultIcon, MenuIcon, MoonIcon, SharedIcon, SunIcon } from './icons.tsx'

interface ChannelHeaderProps {
  channel: UiChannel
  isBot: boolean
  dark: boolean
  faultsOpen: boolean
  onTheme: () => void
  onMenu: () => void
  onFaults: () => void
}

/** What this place is, and the two switches of the page itself. */
export function ChannelHeader(props: ChannelHeaderProps) {
  const { state, words } = usePage()
  const { channel, isBot } = props
  const failing = state.faults.length
  const themeWords = props.dark ? words.toLight : words.toDark
  return (
    <header className="channel-header">
      <button
        type="button"
        className="icon-button only-narrow"
        aria-label={words.openSidebar}
        data-testid="menu"
        onClick={props.onMenu}
      >
        <MenuIcon />
      </button>
      <div className="channel-title">
        <h1>
          {channel.kind === 'channel' && <span className="hash">#</span>}
          <span className="channel-name">{isBot ? state.bot.name : channel.name}</span>
          {isBot && <span className="badge badge-app">{words.app}</span>}
          {channel.shared && (
            <span className="shared" title={words.sharedHint}>
              <SharedIcon />
              {words.shared}
            </span>
          )}
        </h1>
        {channel.topic && <p className="topic">{channel.topic}</p>}
      </div>
      <button
        type="button"
        className={`button quiet ${failing > 0 ? 'failing' : ''}`}
        aria-expanded={props.faultsOpen}
        data-testid="faults"
        onClick={props.onFaults}
      >
        <FaultIcon />
        <span className="wide-words">{words.faults}</span>
        {failing > 0 && <span className="count">{failing}</span>}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={themeWords}
        title={themeWords}
        data-testid="theme"
        onClick={props.onTheme}
      >
        {props.dark ? <SunIcon /> : <MoonIcon />}
      </button>
    </header>
  )
}
