import type { ReactNode } from 'react'
import { Broadcast, ChannelMention, DateText, SafeLink, UserMention } from './inline.tsx'
import { keyed } from './keyed.ts'
import { parseMrkdwn } from './mrkdwn.ts'
import type { Inline } from './mrkdwn-token.ts'

/** mrkdwn as React nodes; no markup of the text ever reaches the page as HTML. */
export function Mrkdwn({ text }: { text: string }) {
  return keyed(parseMrkdwn(text), passage => passage.kind).map(({ key, item: passage }) => {
    if (passage.kind === 'pre') return <pre key={key}>{passage.text}</pre>
    if (passage.kind === 'quote') return <blockquote key={key}>{nodes(passage.children)}</blockquote>
    return (
      <p key={key} className="text">
        {nodes(passage.children)}
      </p>
    )
  })
}

function nodes(children: Inline[]): ReactNode[] {
  return keyed(children, child => child.kind).map(({ key, item }) => <Part key={key} part={item} />)
}

function Part({ part }: { part: Inline }): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return <strong>{nodes(part.children)}</strong>
    case 'italic':
      return <em>{nodes(part.children)}</em>
    case 'strike':
      return <s>{nodes(part.children)}</s>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return <SafeLink url={part.url}>{part.label}</SafeLink>
    case 'user':
      return <UserMention id={part.id} label={part.label} />
    case 'channel':
      return <ChannelMention id={part.id} label={part.label} />
    case 'broadcast':
      return <Broadcast label={part.label} />
    case 'date':
      return <DateText seconds={part.seconds} format={part.format} fallback={part.fallback} url={part.url} />
    case 'emoji':
      return part.character
  }
}
