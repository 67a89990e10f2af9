import { useEffect, useState } from 'react'
import type { WecomChat } from '../../wecom/ui-contract.ts'
import { useCompany } from './company.ts'
import { Composer } from './composer.tsx'
import { BackIcon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { MessageList } from './message-list.tsx'

interface ChatProps {
  chat: WecomChat
  onRead: (chat: string, id: number) => void
  onBack: () => void
}

/** One conversation: who is in it, what was said, and where to say more. */
export function Chat({ chat, onRead, onBack }: ChatProps) {
  const { state, words, send } = useCompany()
  const [offer, setOffer] = useState<{ line: string } | null>(null)
  const isGroup = chat.kind === 'group'
  useEffect(() => {
    // WeCom tells a robot and an app who opens its chat; once that it is there.
    if (!isGroup && state.connected) void send('enter', { chat: chat.id })
  }, [isGroup, chat.id, state.connected, send])
  return (
    <>
      <header className="wc-head">
        <button type="button" className="icon-button only-narrow" aria-label={words.back} data-testid="back" onClick={onBack}>
          <BackIcon />
        </button>
        <h2>
          {chat.name}
          {isGroup && words.group(chat.members.length + 1)}
          {!isGroup && <span className="wc-badge">{chat.kind === 'app' ? words.app : words.robot}</span>}
        </h2>
      </header>
      <MessageList chat={chat} onRead={onRead} onTry={line => setOffer({ line })} />
      {chat.kind === 'app' && <Menu />}
      <Composer chat={chat} offer={offer} />
    </>
  )
}
