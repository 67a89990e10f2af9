import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { focusOnOpen } from './use-popover.ts'

export interface ActionItem {
  key: string
  testId: string
  text: ReactNode
  about?: ReactNode
  run: () => void
}

/** The entries of an open menu, each of which acts at once; arrow keys lead around. */
export function ActionMenu({ items, label }: { items: ActionItem[]; label: string }) {
  const menu = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const entries = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    entries[next % entries.length]?.focus()
  }
  return (
    <div className="options" role="menu" aria-label={label} ref={menu} onKeyDown={move} tabIndex={-1}>
      {items.map(({ key, testId, text, about, run }, index) => (
        <button
          key={key}
          ref={index === 0 ? focusOnOpen : null}
          type="button"
          role="menuitem"
          className="option"
          data-testid={testId}
          onClick={run}
        >
          <span className="option-text">
            {text}
            {about !== undefined && <span className="option-about">{about}</span>}
          </span>
        </button>
      ))}
    </div>
  )
}
