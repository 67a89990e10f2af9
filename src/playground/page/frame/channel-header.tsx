import type { UiChannel } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'
import { FaultIcon, MailIcon, MenuIcon, PlugIcon, SharedIcon } from './icons.tsx'
import { ThemeButton } from './theme-button.tsx'

/** What may stand open at the right. */
export type Panel = 'app' | 'faults'

interface ChannelHeaderProps {
  channel: UiChannel
  isBot: boolean
  dark: boolean
  panel: Panel | null
  onTheme: () => void
  onMenu: () => void
  onPanel: (panel: Panel) => void
}

/** What this place is, and the switches of the page itself. */
export function ChannelHeader(props: ChannelHeaderProps) {
  const { state, me, words } = usePage()
  const { channel, isBot } = props
  const failing = state.faults.length
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
      <a className="button quiet" href={`/playground/mail?lang=${me.locale}`} target="_blank" rel="noreferrer" data-testid="mail">
        <MailIcon />
        <span className="wide-words">{words.mail}</span>
      </a>
      <button
        type="button"
        className="button quiet"
        aria-expanded={props.panel === 'app'}
        data-testid="app"
        onClick={() => props.onPanel('app')}
      >
        <PlugIcon />
        <span className="wide-words">{words.appSettings}</span>
      </button>
      <button
        type="button"
        className={`button quiet ${failing > 0 ? 'failing' : ''}`}
        aria-expanded={props.panel === 'faults'}
        data-testid="faults"
        onClick={() => props.onPanel('faults')}
      >
        <FaultIcon />
        <span className="wide-words">{words.faults}</span>
        {failing > 0 && <span className="count">{failing}</span>}
      </button>
      <ThemeButton className="icon-button" dark={props.dark} words={words} onTheme={props.onTheme} />
    </header>
  )
}
