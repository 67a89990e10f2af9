import { memo, useMemo } from 'react'
import type { UiMessage } from '../../ui-contract.ts'
import { BlockSurface } from '../blocks/blocks.tsx'
import { Mrkdwn } from '../blocks/mrkdwn-view.tsx'
import { clockTime, show } from '../clock.ts'
import { Avatar, BotAvatar } from '../frame/avatar.tsx'
import { EyeIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import { secondsOf } from '../state/timeline.ts'
import { MessageMenu } from './message-menu.tsx'
import { SharedFiles } from './shared-files.tsx'

interface MessageRowProps {
  message: UiMessage
  grouped: boolean
  onReply: (message: UiMessage) => void
}

/** One message; neighbours by the same sender share one picture and name. */
export const MessageRow = memo(function MessageRow({ message, grouped, onReply }: MessageRowProps) {
  const { state, me, words } = usePage()
  const isBot = message.user === state.bot.id
  const person = state.people.find(one => one.id === message.user)
  const name = isBot ? state.bot.name : (person?.name ?? message.user)
  const seconds = secondsOf(message.ts)
  const time = clockTime(seconds, me.locale, me.zone)
  const where = useMemo(
    () => ({ kind: 'message' as const, channel: message.channel, ts: message.ts }),
    [message.channel, message.ts],
  )
  const head = message.threadTs === message.ts ? undefined : message.threadTs
  const exact = show(seconds, me.locale, me.zone, { dateStyle: 'full', timeStyle: 'medium' })
  return (
    <article
      className={`message ${grouped ? 'grouped' : ''} ${message.ephemeralTo ? 'ephemeral' : ''}`}
      aria-label={`${name}, ${time}`}
      data-testid="message"
      data-ts={message.ts}
      data-user={message.user}
      data-ephemeral={message.ephemeralTo ? true : undefined}
    >
      <div className="message-side">
        {grouped ? (
          <time className="side-time" title={exact}>
            {show(seconds, 'en-GB', me.zone, { hour: '2-digit', minute: '2-digit' })}
          </time>
        ) : isBot ? (
          <BotAvatar size="large" />
        ) : (
          <Avatar id={message.user} name={name} size="large" />
        )}
      </div>
      <div className="message-main">
        {!grouped && (
          <header className="message-head">
            <span className="sender">{name}</span>
            {isBot && <span className="badge badge-app">{words.app}</span>}
            {person?.external && <span className="badge">{words.external}</span>}
            <time title={exact}>{time}</time>
          </header>
        )}
        {message.ephemeralTo && !grouped && (
          <p className="only-you">
            <EyeIcon />
            {words.onlyYou}
          </p>
        )}
        {head && <ThreadLine head={head} channel={message.channel} />}
        {message.blocks.length > 0 ? <BlockSurface where={where} blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
        <SharedFiles message={message} />
        {message.edited && <span className="edited">{words.edited}</span>}
      </div>
      {!message.ephemeralTo && <MessageMenu message={message} onReply={onReply} />}
    </article>
  )
})

/** Whose thread a reply stands in; threads are shown in line here, not beside. */
function ThreadLine({ head, channel }: { head: string; channel: string }) {
  const { state, words } = usePage()
  const first = state.messages.find(one => one.channel === channel && one.ts === head)
  const name = first?.user === state.bot.id ? state.bot.name : (state.people.find(one => one.id === first?.user)?.name ?? '…')
  return (
    <p className="thread-of" data-testid="thread-of">
      ↳ {words.inThread(name)}
    </p>
  )
}
