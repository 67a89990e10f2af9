import { useCallback, useEffect, useState } from 'react'
import { isCommand } from '../composer/completion.ts'
import { usePage } from '../state/page-context.ts'
import type { PageChange, PageState } from '../state/page-state.ts'
import { botDm, placeOf } from '../state/places.ts'
import { unreadCounts } from '../state/timeline.ts'
import type { Address } from '../state/use-address.ts'
import { useMedia } from '../state/use-media.ts'
import { useReadMarks } from '../state/use-read-marks.ts'
import { nextId } from '../state/use-workspace.ts'
import { AppPanel } from './app-panel.tsx'
import { ChannelHeader, type Panel } from './channel-header.tsx'
import { Conversation } from './conversation.tsx'
import { FaultPanel } from './fault-panel.tsx'
import { Sidebar } from './sidebar.tsx'

interface WorkspaceProps {
  page: PageState
  change: (change: PageChange) => void
  address: Address
  go: (next: Address, how: 'push' | 'replace') => void
  dark: boolean
  onTheme: () => void
}

/** The frame: places on the left, one of them in the middle, a panel on the right. */
export function Workspace({ page, change, address, go, dark, onTheme }: WorkspaceProps) {
  const { state, me, words, send } = usePage()
  const narrow = useMedia('(max-width: 760px)')
  const [drawer, setDrawer] = useState(false)
  const [panel, setPanel] = useState<Panel | null>(null)
  const channel = placeOf(state, address.in)
  const [marks, read] = useReadMarks(me.id)
  const opened = `${me.id} ${channel?.id}`
  // The read mark as it stood on opening: the "new" line stays put while one reads on.
  const [mark, setMark] = useState({ opened, upTo: marks[channel?.id ?? ''] ?? null })
  if (mark.opened !== opened) setMark({ opened, upTo: marks[channel?.id ?? ''] ?? null })
  const unread = unreadCounts(state.messages, me.id, marks)
  const total = state.channels.reduce((sum, one) => sum + (one.id === channel?.id ? 0 : (unread[one.id] ?? 0)), 0)

  useEffect(() => {
    document.title = `${total > 0 ? `(${total}) ` : ''}${channel?.name ?? ''} · ${words.workspaceOf(state.workspace)}`
  }, [total, channel?.name, state.workspace, words])

  const open = (id: string) => {
    setDrawer(false)
    go({ as: me.id, in: id }, 'push')
  }
  const onSend = useCallback(
    async (line: string, threadTs?: string) => {
      if (!channel) return false
      if (!isCommand(line)) return (await send('say', { channel: channel.id, text: line, ...(threadTs ? { threadTs } : {}) })).ok
      const id = nextId()
      change({ type: 'echo', id, channel: channel.id, text: line })
      const reply = await send('command', { channel: channel.id, text: line.replace(/^／/, '/') })
      change({ type: 'answered', id })
      // What Slack itself refused stands in its notice, and the arrow key brings the line back.
      return reply.ok || reply.noticed === true
    },
    [channel, send, change],
  )
  return (
    <div className={`frame ${drawer && narrow ? 'with-drawer' : ''}`} data-testid="workspace" data-me={me.id}>
      <Sidebar
        current={channel?.id ?? ''}
        unread={unread}
        hidden={narrow && !drawer}
        onClose={() => setDrawer(false)}
        onOpen={open}
        onSwitch={person => {
          setDrawer(false)
          go({ as: person, in: channel?.kind === 'channel' ? channel.id : (channel?.name ?? null) }, 'push')
        }}
      />
      {narrow && drawer && (
        <button type="button" className="veil" aria-label={words.closeSidebar} onClick={() => setDrawer(false)} />
      )}
      <main className="middle" inert={narrow && drawer}>
        {!page.online && (
          <p className="offline" role="status">
            {words.offline}
          </p>
        )}
        {channel && (
          <>
            <ChannelHeader
              channel={channel}
              isBot={botDm(state)?.id === channel.id}
              dark={dark}
              panel={panel}
              onTheme={onTheme}
              onMenu={() => setDrawer(true)}
              onPanel={asked => setPanel(panel === asked ? null : asked)}
            />
            <Conversation
              key={opened}
              channel={channel}
              lines={page.lines}
              readUpTo={mark.upTo}
              at={address.at ?? null}
              onRead={read}
              onSend={onSend}
            />
          </>
        )}
      </main>
      {panel === 'faults' && <FaultPanel onClose={() => setPanel(null)} />}
      {panel === 'app' && <AppPanel onClose={() => setPanel(null)} />}
    </div>
  )
}
