import { useCallback, useEffect } from 'react'
import type { Address } from '../state/use-address.ts'
import { useMedia } from '../state/use-media.ts'
import { useReadMarks } from '../state/use-read-marks.ts'
import { Chat } from './chat.tsx'
import { ChatList } from './chat-list.tsx'
import { useCompany } from './company.ts'
import { unreadIn } from './company-page.ts'
import { Rail } from './rail.tsx'

interface FrameProps {
  online: boolean
  address: Address
  go: (next: Address, how: 'push' | 'replace') => void
  dark: boolean
  onTheme: () => void
}

/** The rail, the chats, and the one that is open; on a phone either the chats or the open one. */
export function Frame({ online, address, go, dark, onTheme }: FrameProps) {
  const { state, me, words } = useCompany()
  const narrow = useMedia('(max-width: 760px)')
  const asked = state.chats.find(({ id }) => id === address.in)
  const open = asked ?? (narrow ? undefined : state.chats[0])
  const [marks, mark] = useReadMarks(me.id)
  const read = useCallback((chat: string, id: number) => mark(chat, String(id)), [mark])
  const total = state.chats.reduce((sum, { id }) => sum + (id === open?.id ? 0 : unreadIn(state, id, marks)), 0)

  useEffect(() => {
    document.title = `${total > 0 ? `(${total}) ` : ''}${open?.name ?? words.chats} · ${words.product}`
  }, [total, open?.name, words])

  const switchTo = (person: string) => {
    const kept = open?.kind === 'group' ? open.id : null
    go({ as: person, in: narrow ? null : kept }, 'push')
  }
  return (
    <div className="wecom" data-testid="wecom" data-me={me.id} data-open={open ? true : undefined}>
      <Rail dark={dark} onTheme={onTheme} onSwitch={switchTo} unread={total} />
      {(!narrow || !open) && (
        <ChatList current={open?.id ?? null} marks={marks} onOpen={chat => go({ as: me.id, in: chat }, 'push')} />
      )}
      <main className="wc-main">
        {!online && (
          <p className="offline" role="status">
            {words.offline}
          </p>
        )}
        {online && !state.connected && (
          <p className="offline" role="status" data-testid="robot-offline">
            {words.robotOffline}
          </p>
        )}
        {open && (
          <Chat key={`${me.id} ${open.id}`} chat={open} onRead={read} onBack={() => go({ as: me.id, in: null }, 'push')} />
        )}
      </main>
    </div>
  )
}
