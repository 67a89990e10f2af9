import { Fragment, useEffect, useLayoutEffect, useRef } from 'react'
import type { WecomChat } from '../../wecom/ui-contract.ts'
import { clockTime, dayKey, dayName } from '../clock.ts'
import { useNow } from '../frame/use-now.ts'
import { useStickToBottom } from '../messages/use-stick-to-bottom.ts'
import { type Company, useCompany } from './company.ts'
import { MessageView } from './message.tsx'
import { wecomTryLines } from './try-lines.ts'

interface MessageListProps {
  chat: WecomChat
  onRead: (chat: string, id: number) => void
  onTry: (line: string) => void
}

/** WeCom writes the time between messages where some has passed. */
const pauseSeconds = 300

/** A conversation's messages, newest at the bottom. */
export function MessageList({ chat, onRead, onTry }: MessageListProps) {
  const company = useCompany()
  const { state, me, words } = company
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { away, onScroll, toEnd } = useStickToBottom(scroller, content, chat.id)
  const messages = state.messages.filter(message => message.chat === chat.id)
  const newest = messages.at(-1)
  const newestId = newest?.id ?? 0
  const isOwn = newest?.from === me.id
  const reading = useRef(true)
  reading.current = !away || isOwn

  useLayoutEffect(() => {
    if (reading.current && newestId > 0) toEnd()
  }, [newestId, toEnd])
  useEffect(() => {
    if (!away) onRead(chat.id, newestId)
  }, [away, newestId, chat.id, onRead])

  return (
    <div className="messages-frame wc-messages-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list must scroll by keyboard */}
      <div className="wc-messages" role="log" aria-label={words.log(chat.name)} tabIndex={0} ref={scroller} onScroll={onScroll}>
        <div className="wc-messages-content" ref={content}>
          {messages.length === 0 && <Beginning chat={chat} onTry={onTry} />}
          {messages.map((message, index) => {
            const before = messages[index - 1]
            const pause = !before || message.at - before.at > pauseSeconds * 1000
            return (
              <Fragment key={message.id}>
                {pause && <p className="wc-time">{timeLine(message.at / 1000, now, company)}</p>}
                <MessageView
                  message={message}
                  isGroup={chat.kind === 'group'}
                  follows={!pause && before?.from === message.from}
                />
              </Fragment>
            )
          })}
        </div>
      </div>
      {away && (
        <button type="button" className="wc-newer" data-testid="latest" onClick={toEnd}>
          ↓ {words.latest}
        </button>
      )}
    </div>
  )
}

function timeLine(seconds: number, now: number, { me, words }: Company): string {
  const time = clockTime(seconds, me.locale, me.zone)
  return dayKey(seconds, me.zone) === dayKey(now, me.zone) ? time : `${dayName(seconds, now, me.locale, me.zone, words)} ${time}`
}

/** A conversation without messages: what it is, and lines to begin with. */
function Beginning({ chat, onTry }: { chat: WecomChat; onTry: (line: string) => void }) {
  const { me, words } = useCompany()
  return (
    <div className="wc-beginning">
      <p className="wc-beginning-title">{words.beginning}</p>
      <p>{{ single: words.beginningSingle, app: words.beginningApp, group: words.beginningGroup }[chat.kind]}</p>
      <ul>
        {wecomTryLines(me.locale, chat.kind)
          .slice(0, 4)
          .map(line => (
            <li key={line}>
              <button type="button" onClick={() => onTry(line)}>
                {line}
              </button>
            </li>
          ))}
      </ul>
    </div>
  )
}
