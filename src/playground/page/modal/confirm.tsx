import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useRef, useState } from 'react'
import { withEmoji } from '../blocks/emoji.ts'
import { type Json, textOf } from '../blocks/json.ts'
import { Text } from '../blocks/text.tsx'
import { usePage } from '../state/page-context.ts'

type Ask = (confirm: Json) => Promise<boolean>
const ConfirmContext = createContext<Ask>(async () => true)

/** Asks before an action that carries Slack's `confirm` object; without one the answer is yes at once. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}

interface Question {
  confirm: Json
  answer: (yes: boolean) => void
}

/** Holds the one question that may be open, above everything else. */
export function ConfirmHost({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null)
  const ask: Ask = useCallback(confirm => {
    if (confirm.text === undefined) return Promise.resolve(true)
    return new Promise(resolve => setQuestion({ confirm, answer: resolve }))
  }, [])
  const close = (yes: boolean) => {
    question?.answer(yes)
    setQuestion(null)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      {question && <ConfirmDialog confirm={question.confirm} onAnswer={close} />}
    </ConfirmContext>
  )
}

function ConfirmDialog({ confirm, onAnswer }: { confirm: Json; onAnswer: (yes: boolean) => void }) {
  const { words } = usePage()
  const title = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="modal confirm" aria-labelledby={title} data-testid="confirm" onClose={() => onAnswer(false)}>
      <h2 id={title}>{withEmoji(textOf(confirm.title)) || words.areYouSure}</h2>
      <Text value={confirm.text} />
      <footer className="modal-foot">
        <button type="button" className="button" data-testid="confirm-no" onClick={() => onAnswer(false)}>
          {withEmoji(textOf(confirm.deny)) || words.no}
        </button>
        <button
          type="button"
          className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          data-testid="confirm-yes"
          onClick={() => onAnswer(true)}
        >
          {withEmoji(textOf(confirm.confirm)) || words.yes}
        </button>
      </footer>
    </dialog>
  )
}
