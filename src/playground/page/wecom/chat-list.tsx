import { appChatOf } from '../../wecom/company.ts'
import type { WecomMessage } from '../../wecom/ui-contract.ts'
import { clockTime, dayKey, dayName, show } from '../clock.ts'
import { useNow } from '../frame/use-now.ts'
import { ChatPicture } from './chat-picture.tsx'
import { type Company, useCompany } from './company.ts'
import { chatsByNews, unreadIn } from './company-page.ts'
import { plainOf } from './markdown.ts'

interface ChatListProps {
  current: string | null
  marks: Record<string, string>
  onOpen: (chat: string) => void
}

/** The chats, the one with news first. */
export function ChatList({ current, marks, onOpen }: ChatListProps) {
  const company = useCompany()
  const { state, me, words } = company
  const now = useNow()
  return (
    <section className="wc-list" aria-label={words.chats}>
      <header className="wc-list-head">
        <h1>{words.chats}</h1>
        <p>
          {me.name} · {state.company}
        </p>
      </header>
      <ul>
        {chatsByNews(state).map(({ chat, last }) => {
          const unread = chat.id === current ? 0 : unreadIn(state, chat.id, marks)
          return (
            <li key={chat.id}>
              <button
                type="button"
                className="wc-chat-row"
                aria-current={chat.id === current ? 'page' : undefined}
                data-testid={`chat-${{ single: 'robot', app: 'app', group: chat.id }[chat.kind]}`}
                onClick={() => onOpen(chat.id)}
              >
                <span className="wc-picture">
                  <ChatPicture chat={chat} />
                  {unread > 0 && (
                    <span className="wc-count">
                      <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                      <span className="hidden-words">{words.unread(unread)}</span>
                    </span>
                  )}
                </span>
                <span className="wc-chat-name">
                  {chat.name}
                  {chat.kind !== 'group' && <span className="wc-badge">{chat.kind === 'app' ? words.app : words.robot}</span>}
                </span>
                <time>{last ? shortTime(last.at / 1000, now, company) : ''}</time>
                <span className="wc-chat-last">{last ? lastLine(last, company) : words.nothing}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function lastLine(message: WecomMessage, { state, me, words }: Company): string {
  const said = message.text === '' ? unwritten(message, words) : plainOf(message.text)
  if (message.chat === me.id || message.chat === appChatOf(me.id)) return said
  const name = message.from === null ? state.robot : state.people.find(({ id }) => id === message.from)?.name
  return `${name}: ${said}`
}

const unwritten = ({ file, card }: WecomMessage, words: Company['words']): string =>
  file ? `${words.file} ${file.name}` : `${words.card} ${card?.main_title?.title ?? ''}`

/** The time today, "yesterday", else the day. */
function shortTime(seconds: number, now: number, { me, words }: Company): string {
  if (dayKey(seconds, me.zone) === dayKey(now, me.zone)) return clockTime(seconds, me.locale, me.zone)
  const day = dayName(seconds, now, me.locale, me.zone, words)
  return day === words.yesterday ? day : show(seconds, me.locale, me.zone, { month: 'numeric', day: 'numeric' })
}
