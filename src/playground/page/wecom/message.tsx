import { memo } from 'react'
import { mention } from '../../wecom/company.ts'
import type { WecomMessage } from '../../wecom/ui-contract.ts'
import { show } from '../clock.ts'
import { Avatar, BotAvatar } from '../frame/avatar.tsx'
import { CardView } from './card.tsx'
import { useCompany } from './company.ts'
import { FileView } from './file.tsx'
import { Markdown } from './markdown-view.tsx'

interface MessageProps {
  message: WecomMessage
  isGroup: boolean
  /** The one before is the same sender's, just now. */
  follows: boolean
}

/** One message as a bubble: one's own at the right, everybody else's at the left. */
export const MessageView = memo(function MessageView({ message, isGroup, follows }: MessageProps) {
  const { state, me, words } = useCompany()
  const isRobot = message.from === null
  const isMine = message.from === me.id
  const person = state.people.find(({ id }) => id === message.from)
  const name = isRobot ? state.robot : (person?.name ?? message.from ?? '')
  const exact = show(message.at / 1000, me.locale, me.zone, { dateStyle: 'full', timeStyle: 'medium' })
  return (
    <article
      className={`wc-message ${isMine ? 'mine' : ''} ${follows ? 'follows' : ''}`}
      aria-label={name}
      title={exact}
      data-testid="message"
      data-id={message.id}
      data-from={message.from ?? 'robot'}
    >
      <div className="wc-side">
        {isRobot ? <BotAvatar size="large" /> : <Avatar id={person?.slack ?? ''} name={name} size="large" />}
      </div>
      <div className="wc-body">
        {isGroup && !isMine && !follows && (
          <p className="wc-sender">
            {name}
            {isRobot && <span className="wc-badge">{words.robot}</span>}
          </p>
        )}
        {message.text !== '' && (
          <div className={`wc-bubble ${isRobot ? 'wc-markdown' : ''}`} aria-busy={message.isGrowing || undefined}>
            {isRobot ? <Markdown text={message.text} /> : <Typed text={message.text} />}
            {message.isGrowing && <span className="wc-growing" role="img" aria-label={words.growing} />}
          </div>
        )}
        {message.file && <FileView message={message} file={message.file} />}
        {message.card && <CardView message={message} card={message.card} />}
      </div>
    </article>
  )
})

/** What a person typed, with the robot's name as WeCom shows who is mentioned. */
function Typed({ text }: { text: string }) {
  if (!text.startsWith(mention)) return <p>{text}</p>
  return (
    <p>
      <span className="wc-mention">{mention}</span>
      {text.slice(mention.length)}
    </p>
  )
}
