import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { UiChannel, UiMessage } from '../../ui-contract.ts'
import { dayName } from '../clock.ts'
import { useNow } from '../frame/use-now.ts'
import { usePage } from '../state/page-context.ts'
import { type LocalLine, newestOf, secondsOf, timeline } from '../state/timeline.ts'
import { MessageRow } from './message-row.tsx'
import { SystemLine } from './system-line.tsx'
import { useStickToBottom } from './use-stick-to-bottom.ts'

interface MessageListProps {
  channel: UiChannel
  name: string
  lines: LocalLine[]
  /** Up to where this person had read when the channel was opened. */
  readUpTo: string | null
  onRead: (channel: string, ts: string) => void
  onReply: (message: UiMessage) => void
  /** A message to lead to: the address of a link back to it. */
  at: string | null
  /** Shown while there is no message yet. */
  children: ReactNode
}

/** A channel's messages, newest at the bottom. */
export function MessageList({ channel, name, lines, readUpTo, onRead, onReply, at, children }: MessageListProps) {
  const { state, me, words } = usePage()
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { away, onScroll, toEnd } = useStickToBottom(scroller, content, `${me.id} ${channel.id}`)
  const items = useMemo(
    () => timeline(state.messages, lines, channel.id, { id: me.id, zone: me.zone, readUpTo }),
    [state.messages, lines, channel.id, me, readUpTo],
  )
  const newest = newestOf(state.messages, channel.id)
  const [seen, setSeen] = useState(newest)
  const reading = useRef(true)
  reading.current = !away
  useLayoutEffect(() => {
    if (reading.current && newest !== '0') toEnd()
  }, [newest, toEnd])
  useEffect(() => {
    if (away) return
    setSeen(newest)
    onRead(channel.id, newest)
  }, [away, newest, channel.id, onRead])

  const lastLine = lines.at(-1)?.id
  useEffect(() => {
    // What one sends oneself is always brought into view.
    if (lastLine !== undefined) toEnd()
  }, [lastLine, toEnd])
  const own = state.messages.findLast(message => message.user === me.id && message.channel === channel.id)?.ts
  useEffect(() => {
    if (own) toEnd()
  }, [own, toEnd])

  const isHere = at !== null && state.messages.some(message => message.channel === channel.id && message.ts === at)
  useEffect(() => {
    if (!isHere) return
    const row = content.current?.querySelector(`[data-ts="${CSS.escape(at ?? '')}"]`)
    row?.classList.add('pointed')
    row?.scrollIntoView({ block: 'center' })
  }, [isHere, at])

  const fresh = away ? state.messages.filter(one => one.channel === channel.id && secondsOf(one.ts) > secondsOf(seen)).length : 0
  return (
    <div className="messages-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list must scroll by keyboard */}
      <div className="messages" role="log" aria-label={words.messageLog(name)} tabIndex={0} ref={scroller} onScroll={onScroll}>
        <div className="messages-content" ref={content}>
          {items.length === 0 && children}
          {items.map(item => {
            if (item.kind === 'day') {
              return (
                <div key={item.key} className="day">
                  <span>{dayName(item.seconds, now, me.locale, me.zone, words)}</span>
                </div>
              )
            }
            if (item.kind === 'new') {
              return (
                <div key={item.key} className="new-here">
                  <span>{words.newHere}</span>
                </div>
              )
            }
            if (item.kind === 'line') return <SystemLine key={item.key} line={item.line} />
            return <MessageRow key={item.key} message={item.message} grouped={item.grouped} onReply={onReply} />
          })}
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" className="new-messages" data-testid="new-messages" onClick={toEnd}>
          ↓ {words.newMessages(fresh)}
        </button>
      )}
    </div>
  )
}
