import { type CSSProperties, type ToggleEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

const margin = 8

/** Marks the element of a panel that gets the focus when the panel opens. React's own `autoFocus` would act too early. */
export function focusOnOpen(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '')
}

/**
 * A panel in the browser's top layer, so that no scrolling frame or form cuts it off. The browser closes it on Escape and on a press
 * outside; here it only gets its place beside the trigger.
 */
export function usePopover(leastWidth = 240, mostHeight = 380) {
  const id = useId()
  const trigger = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [style, setStyle] = useState<CSSProperties>({})

  const place = useCallback(() => {
    const around = trigger.current?.getBoundingClientRect()
    if (!around) return
    const width = Math.min(Math.max(around.width, leastWidth), innerWidth - 2 * margin)
    const left = Math.max(margin, Math.min(around.left, innerWidth - width - margin))
    const below = innerHeight - around.bottom - margin - 4
    const above = around.top - margin - 4
    const up = below < 260 && above > below
    const vertical = up ? { bottom: innerHeight - around.top + 4, top: 'auto' } : { top: around.bottom + 4, bottom: 'auto' }
    setStyle({ left, width, ...vertical, maxHeight: Math.min(mostHeight, up ? above : below) })
  }, [leastWidth, mostHeight])

  useEffect(() => {
    if (!open) return
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
    }
  }, [open, place])

  const close = useCallback(() => {
    panel.current?.hidePopover()
    trigger.current?.focus()
  }, [])

  return {
    open,
    close,
    trigger: { ref: trigger, popoverTarget: id, 'aria-expanded': open },
    panel: {
      ref: panel,
      id,
      popover: 'auto' as const,
      style,
      onBeforeToggle: (event: ToggleEvent) => {
        if (event.newState !== 'open') return
        // The content must stand before the panel shows: the browser then puts the focus on it at once, and no key is lost.
        flushSync(() => {
          place()
          setOpen(true)
        })
      },
      onToggle: (event: ToggleEvent) => {
        if (event.newState === 'closed') setOpen(false)
      },
    },
  }
}
