import { useState } from 'react'
import type { Card } from '../../wecom/cards.ts'
import type { WecomMessage } from '../../wecom/ui-contract.ts'
import { Mark } from '../frame/icons.tsx'
import { useCompany } from './company.ts'

/** A template card; its buttons tell the robot, which may put another card in its place. */
export function CardView({ message, card }: { message: WecomMessage; card: Card }) {
  const { words, send } = useCompany()
  const [pressed, setPressed] = useState<string | null>(null)
  const press = async (key: string) => {
    setPressed(key)
    await send('press', { chat: message.chat, message: message.id, key })
    setPressed(null)
  }
  return (
    <section className="wc-card" data-testid="card">
      <p className="wc-card-source">
        <Mark />
        {message.chat.startsWith('app:') ? words.appSource : words.cardSource}
      </p>
      <h3 data-testid="card-title">{card.main_title?.title}</h3>
      {card.sub_title_text && <p className="wc-card-text">{card.sub_title_text}</p>}
      <div className="wc-card-buttons">
        {card.button_list.map(({ key, text }) => (
          <button
            key={key}
            type="button"
            disabled={pressed !== null}
            aria-busy={pressed === key || undefined}
            onClick={() => press(key)}
          >
            {text}
          </button>
        ))}
      </div>
    </section>
  )
}
