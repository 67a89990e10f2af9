import { useState } from 'react'
import type { UiChannel, UiMessage } from '../../ui-contract.ts'
import { plainOf } from '../blocks/mrkdwn-token.ts'
import { Composer } from '../composer/composer.tsx'
import { Beginning } from '../messages/beginning.tsx'
import { MessageList } from '../messages/message-list.tsx'
import { usePage } from '../state/page-context.ts'
import { botDm } from '../state/places.ts'
import type { LocalLine } from '../state/timeline.ts'
import { HomeTab } from './home-tab.tsx'
import { CloseIcon } from './icons.tsx'
import { type Tab, Tabs } from './tabs.tsx'

interface ConversationProps {
  channel: UiChannel
  lines: LocalLine[]
  /** The read mark as it was when this place was opened. */
  readUpTo: string | null
  onRead: (channel: string, ts: string) => void
  /** A message to lead to. */
  at: string | null
  onSend: (line: string, threadTs?: string) => Promise<boolean>
}

/** One channel or direct message: what was said, and where to say more. */
export function Conversation({ channel, lines, readUpTo, at, onRead, onSend }: ConversationProps) {
  const { state, me } = usePage()
  const isBot = botDm(state)?.id === channel.id
  // Like Slack, which shows no Home to people of another workspace.
  const hasHome = isBot && !me.external
  const [tab, setTab] = useState<Tab>('messages')
  const [offer, setOffer] = useState<{ line: string } | null>(null)
  const [replyTo, setReplyTo] = useState<UiMessage | null>(null)
  const sendLine = async (line: string) => {
    const sent = await onSend(line, replyTo ? (replyTo.threadTs ?? replyTo.ts) : undefined)
    if (sent) setReplyTo(null)
    return sent
  }
  const start = (line: string) => setOffer({ line })
  const name = isBot ? state.bot.name : channel.kind === 'channel' ? `#${channel.name}` : channel.name
  return (
    <>
      {hasHome && <Tabs tab={tab} onTab={setTab} />}
      {hasHome && tab === 'home' ? (
        <HomeTab />
      ) : (
        <>
          <MessageList
            channel={channel}
            name={name}
            lines={lines}
            readUpTo={readUpTo}
            onRead={onRead}
            onReply={setReplyTo}
            at={at}
          >
            <Beginning name={name} withBot={isBot} onTry={start} />
          </MessageList>
          {replyTo && <ReplyLine message={replyTo} onCancel={() => setReplyTo(null)} />}
          <Composer channel={channel} name={name} withBot={isBot} offer={offer} onSend={sendLine} />
        </>
      )}
    </>
  )
}

/** Over the composer, while what is written goes into a thread. */
function ReplyLine({ message, onCancel }: { message: UiMessage; onCancel: () => void }) {
  const { state, words } = usePage()
  const name = message.user === state.bot.id ? state.bot.name : (state.people.find(one => one.id === message.user)?.name ?? '')
  return (
    <p className="replying" data-testid="replying">
      <span>{words.replyingTo(name, plainOf(message.text).slice(0, 80))}</span>
      <button
        type="button"
        className="button icon-button"
        aria-label={words.cancelReply}
        title={words.cancelReply}
        data-testid="cancel-reply"
        onClick={onCancel}
      >
        <CloseIcon />
      </button>
    </p>
  )
}
