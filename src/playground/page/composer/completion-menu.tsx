import { useEffect, useRef } from 'react'
import { Avatar, BotAvatar } from '../frame/avatar.tsx'
import { usePage } from '../state/page-context.ts'
import { testId } from '../testids.ts'
import type { Completion, CompletionItem } from './completion.ts'

interface CompletionMenuProps {
  id: string
  completion: Completion
  active: number
  onActive: (index: number) => void
  onAccept: (item: CompletionItem) => void
}

/** Commands or people above the text box; the keys are heard there. */
export function CompletionMenu({ id, completion, active, onActive, onAccept }: CompletionMenuProps) {
  const { state, words } = usePage()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const title = completion.kind === 'command' ? words.commands : words.people
  return (
    <div className="completion">
      <p className="options-label" aria-hidden="true">
        {title}
      </p>
      <div className="options" role="listbox" id={id} aria-label={title} ref={list}>
        {completion.items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text box hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text box; this is its active descendant
          <div
            key={item.id ?? item.insert}
            role="option"
            id={`${id}-${index}`}
            className="option"
            data-index={index}
            data-active={index === active || undefined}
            data-testid={testId.completion(item.name)}
            aria-selected={index === active}
            onPointerMove={() => onActive(index)}
            onPointerDown={event => event.preventDefault()}
            onClick={() => onAccept(item)}
          >
            {item.id !== undefined &&
              (item.id === state.bot.id ? <BotAvatar size="small" /> : <Avatar id={item.id} name={item.name} size="small" />)}
            <span className="option-text">
              <span>
                <strong>{item.name}</strong> {item.hint && <span className="hint">{item.hint}</span>}
              </span>
              {item.description && <span className="option-about">{item.description}</span>}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
