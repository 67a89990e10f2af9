import { useEffect, useRef } from 'react'
import type { Toast } from '../state/page-state.ts'
import { CloseIcon } from './icons.tsx'

const stayMs = 8000

/** Passing notices, read out by screen readers as they come. */
export function Toasts({
  toasts,
  words,
  onDismiss,
}: {
  toasts: Toast[]
  words: { dismiss: string }
  onDismiss: (id: number) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const count = toasts.length
  useEffect(() => {
    // Shown anew with each notice, so that it stands above a form that was opened since.
    if (box.current?.matches(':popover-open')) box.current.hidePopover()
    if (count > 0) box.current?.showPopover()
  }, [count])
  return (
    <div className="toasts" role="status" aria-live="polite" popover="manual" ref={box}>
      {toasts.map(toast => (
        <ToastLine key={toast.id} toast={toast} words={words} onDismiss={onDismiss} />
      ))}
    </div>
  )
}

function ToastLine({ toast, words, onDismiss }: { toast: Toast; words: { dismiss: string }; onDismiss: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(toast.id), stayMs)
    return () => clearTimeout(timer)
  }, [toast.id, onDismiss])
  return (
    <div className="toast" data-testid="toast">
      <span>{toast.text}</span>
      <button type="button" className="icon-button" aria-label={words.dismiss} onClick={() => onDismiss(toast.id)}>
        <CloseIcon />
      </button>
    </div>
  )
}
