import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { mention } from '../../wecom/company.ts'
import type { WecomChat } from '../../wecom/ui-contract.ts'
import { nothingRecalled, remember, step } from '../composer/recall.ts'
import { useTextHeight } from '../composer/use-text-height.ts'
import { testId } from '../testids.ts'
import { useCompany } from './company.ts'
import { wecomTryLines } from './try-lines.ts'

/** The text box. In a group it mentions the robot unless one says otherwise: it hears nothing else there. */
export function Composer({ chat, offer }: { chat: WecomChat; offer: { line: string } | null }) {
  const { me, words, send } = useCompany()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [recall, setRecall] = useState(nothingRecalled)
  const [mentions, setMentions] = useState(true)
  const isGroup = chat.kind === 'group'
  const label = isGroup ? words.composeGroup(chat.name) : words.composeSingle(chat.name)

  useTextHeight(box, text)
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [])
  const put = (line: string) => {
    setText(line)
    box.current?.focus()
  }
  const [taken, setTaken] = useState(offer)
  if (taken !== offer) {
    setTaken(offer)
    setText(offer?.line ?? '')
  }

  const sendLine = async () => {
    const line = text.trim()
    if (line === '') return
    setRecall(remember(recall, line))
    setText('')
    const said = isGroup && mentions && !line.startsWith(mention) ? `${mention} ${line}` : line
    await send('say', { chat: chat.id, text: said })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While a Chinese word is being composed, Enter belongs to the keyboard.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey) return
    if (event.key === 'Enter') void sendLine()
    else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && (text === '' || recall.at < recall.lines.length)) {
      const moved = step(recall, event.key === 'ArrowUp' ? -1 : 1, text)
      if (!moved) return
      setRecall(moved.recall)
      setText(moved.text)
    } else return
    event.preventDefault()
  }
  return (
    <div className="wc-composer">
      <section className="wc-try" aria-label={words.tryThese}>
        {wecomTryLines(me.locale, chat.kind).map((line, index) => (
          <button key={line} type="button" title={line} data-testid={testId.tryLine(index)} onClick={() => put(line)}>
            {line}
          </button>
        ))}
      </section>
      <div className="wc-composer-box">
        {isGroup && (
          <button
            type="button"
            className="wc-at"
            aria-pressed={mentions}
            title={mentions ? words.mentions(mention) : words.mentionsNot(mention)}
            data-testid="mention"
            onClick={() => setMentions(!mentions)}
          >
            {mention}
          </button>
        )}
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={label}
          aria-label={label}
          data-testid="composer"
          onChange={event => {
            setText(event.target.value)
            setRecall({ ...recall, at: recall.lines.length })
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="wc-send" disabled={text.trim() === ''} data-testid="send" onClick={sendLine}>
          {words.send}
        </button>
      </div>
    </div>
  )
}
