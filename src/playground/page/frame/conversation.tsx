import { useState } from 'react'
import type { UiChannel } from '../../ui-contract.ts'
import { Composer } from '../composer/composer.tsx'
import { Beginning } from '../messages/beginning.tsx'
import { MessageList } from '../messages/message-list.tsx'
import { usePage } from '../state/page-context.ts'
import { botDm } from '../state/places.ts'
import type { LocalLine } from '../state/timeline.ts'
import { HomeTab } from './home-tab.tsx'
import { type Tab, Tabs } from './tabs.tsx'

interface ConversationProps {
  channel: UiChannel
  lines: LocalLine[]
  /** The read mark as it was when this place was opened. */
  readUpTo: string | null
  onRead: (channel: string, ts: string) => void
  onSend: (line: string) => Promise<boolean>
}

/** One channel or direct message: what was said, and where to say more. */
export function Conversation({ channel, lines, readUpTo, onRead, onSend }: ConversationProps) {
  const { state, me } = usePage()
  const isBot = botDm(state)?.id === channel.id
  // Like Slack, which shows no Home to people of another workspace.
  const hasHome = isBot && !me.external
  const [tab, setTab] = useState<Tab>('messages')
  const [offer, setOffer] = useState<{ line: string } | null>(null)
  const start = (line: string) => setOffer({ line })
  const name = isBot ? state.bot.name : channel.kind === 'channel' ? `#${channel.name}` : channel.name
  return (
    <>
      {hasHome && <Tabs tab={tab} onTab={setTab} />}
      {hasHome && tab === 'home' ? (
        <HomeTab />
      ) : (
        <>
          <MessageList channel={channel} name={name} lines={lines} readUpTo={readUpTo} onRead={onRead}>
            <Beginning name={name} withBot={isBot} onTry={start} />
          </MessageList>
          <Composer channel={channel} name={name} withBot={isBot} offer={offer} onSend={onSend} />
        </>
      )}
    </>
  )
}
