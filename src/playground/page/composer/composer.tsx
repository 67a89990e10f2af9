import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { UiChannel } from '../../ui-contract.ts'
import { SendIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import { useMedia } from '../state/use-media.ts'
import { Assist } from './assist.tsx'
import { accept, type CompletionItem, complete } from './completion.ts'
import { CompletionMenu } from './completion-menu.tsx'
import { nothingRecalled, remember, step } from './recall.ts'
import { useTextHeight } from './use-text-height.ts'

interface ComposerProps {
  channel: UiChannel
  name: string
  withBot: boolean
  /** A line that was offered elsewhere and taken: it is put into the box. */
  offer: { line: string } | null
  /** Sends a line; false gives it back to be sent again. */
  onSend: (line: string) => Promise<boolean>
}

/** The text box with its help. */
export function Composer({ channel, name, withBot, offer, onSend }: ComposerProps) {
  const { state, words } = usePage()
  const narrow = useMedia('(max-width: 760px)')
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [closedAt, setClosedAt] = useState<string | null>(null)
  const [recall, setRecall] = useState(nothingRecalled)
  const people = [{ id: state.bot.id, name: state.bot.name, about: words.app }, ...state.people]
  const completion = closedAt === text ? null : complete(text, caret, state.commands, people)

  useTextHeight(box, text)
  useEffect(() => {
    void channel.id
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [channel.id])

  const write = (next: string, at = next.length) => {
    setText(next)
    setCaret(at)
    setActive(0)
    requestAnimationFrame(() => box.current?.setSelectionRange(at, at))
  }
  const put = (line: string) => {
    setClosedAt(line)
    write(line)
    box.current?.focus()
  }
  const [taken, setTaken] = useState(offer)
  if (taken !== offer) {
    setTaken(offer)
    setText(offer?.line ?? '')
    setClosedAt(offer?.line ?? null)
  }
  useEffect(() => {
    if (offer) box.current?.focus()
  }, [offer])
  const take = (item: CompletionItem | undefined) => {
    if (!completion || !item) return
    const accepted = accept(text, completion, item)
    write(accepted.text, accepted.caret)
    box.current?.focus()
  }
  const sendLine = async () => {
    const line = text.trim()
    if (line === '') return
    setRecall(remember(recall, line))
    write('')
    if (!(await onSend(line))) setText(now => (now === '' ? line : now))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While a Chinese or Japanese word is being composed, Enter belongs to the keyboard.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const items = completion?.items ?? []
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
    const exact = items[active]?.insert === text
    if (items.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && plain) {
      setActive((active + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length)
    } else if (items.length > 0 && plain && (event.key === 'Tab' || (event.key === 'Enter' && !exact))) take(items[active])
    else if (items.length > 0 && event.key === 'Escape') setClosedAt(text)
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) void sendLine()
    else if (
      plain &&
      (event.key === 'ArrowUp' || event.key === 'ArrowDown') &&
      (text === '' || recall.at < recall.lines.length)
    ) {
      const moved = step(recall, event.key === 'ArrowUp' ? -1 : 1, text)
      if (!moved) return
      setRecall(moved.recall)
      setClosedAt(moved.text)
      write(moved.text)
    } else return
    event.preventDefault()
  }
  return (
    <div className="composer">
      {completion && <CompletionMenu id={id} completion={completion} active={active} onActive={setActive} onAccept={take} />}
      <div className="composer-box">
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={narrow ? words.compose(name) : `${words.compose(name)} · ${words.composeHint}`}
          aria-label={words.compose(name)}
          aria-autocomplete="list"
          aria-controls={completion ? id : undefined}
          aria-activedescendant={completion ? `${id}-${active}` : undefined}
          data-testid="composer"
          onChange={event => {
            setText(event.target.value)
            setCaret(event.target.selectionStart)
            setActive(0)
            setRecall({ ...recall, at: recall.lines.length })
          }}
          onSelect={event => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="send"
          aria-label={words.send}
          title={words.send}
          disabled={text.trim() === ''}
          data-testid="send"
          onClick={sendLine}
        >
          <SendIcon />
        </button>
      </div>
      <Assist text={text} withBot={withBot} onTry={put} />
    </div>
  )
}
