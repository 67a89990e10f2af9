import type { ReactNode } from 'react'
import { usePage } from '../state/page-context.ts'
import { safeUrl } from './mrkdwn-token.ts'
import { slackDate } from './slack-date.ts'

/** A link that leaves this page; an unsafe address stays plain text. */
export function SafeLink({ url, children }: { url: string; children: ReactNode }) {
  if (!safeUrl(url)) return children
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

export function UserMention({ id, label }: { id: string; label: string }) {
  const { state, me } = usePage()
  const name = id === state.bot.id ? state.bot.name : state.people.find(person => person.id === id)?.name
  return <span className={id === me.id ? 'mention mention-me' : 'mention'}>@{name ?? (label || id)}</span>
}

export function ChannelMention({ id, label }: { id: string; label: string }) {
  const { state } = usePage()
  return <span className="mention">#{state.channels.find(channel => channel.id === id)?.name ?? (label || id)}</span>
}

export function Broadcast({ label }: { label: string }) {
  return <span className="mention mention-me">{label}</span>
}

export function DateText(props: { seconds: number; format: string; fallback: string; url: string }) {
  const { me, words } = usePage()
  const reader = {
    nowSeconds: Date.now() / 1000,
    locale: me.locale,
    zone: me.zone,
    today: words.today,
    yesterday: words.yesterday,
  }
  const text = slackDate(props.seconds, props.format, props.fallback, reader)
  const time = <time title={props.fallback || undefined}>{text}</time>
  return props.url ? <SafeLink url={props.url}>{time}</SafeLink> : time
}
