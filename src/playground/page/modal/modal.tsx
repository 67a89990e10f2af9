import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { UiView } from '../../ui-contract.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { withEmoji } from '../blocks/emoji.ts'
import { fieldProblems } from '../blocks/field-problems.ts'
import { type FieldStates, stateValues } from '../blocks/fields.ts'
import { textOf } from '../blocks/json.ts'
import { useFields } from '../blocks/use-fields.ts'
import { CloseIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import { SurfaceContext } from '../state/surface-context.ts'
import { keepFocusInside } from './focus.ts'
import { useErrors } from './use-errors.ts'

/** The form on top of the stack. A new view id mounts it anew; an update under the same id keeps what was typed. */
export function Modal({ top, kept }: { top: UiView; kept: Map<string, FieldStates> }) {
  const { words, send } = usePage()
  const { id, view, depth } = top
  const title = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const where = useMemo(() => ({ kind: 'view' as const, id }), [id])
  const blocks = useMemo(() => (Array.isArray(view.blocks) ? view.blocks : []), [view.blocks])
  const { surface, typed } = useFields(where, blocks, kept)
  const { errors, round, refuse } = useErrors(top, typed)
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState('')
  useOpen(dialog)
  useEffect(() => {
    if (round > 0) dialog.current?.querySelector<HTMLElement>('[aria-invalid], [data-wrong], .field-wrong input')?.focus()
  }, [round])

  const submit = async (event?: SyntheticEvent) => {
    event?.preventDefault()
    const problems = fieldProblems(blocks, typed, words)
    refuse(problems)
    if (sending || Object.keys(problems).length > 0) return
    setSending(true)
    setFailure('')
    const reply = await send('submit', { viewId: id, values: stateValues(blocks, typed) })
    setSending(false)
    if (!reply.ok) setFailure(reply.error ?? words.unreachable)
  }
  const close = () => send('close', { viewId: id })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && view.submit !== undefined) return void submit(event)
    // An open menu takes Escape for itself.
    if (event.key === 'Escape' && !dialog.current?.querySelector(':popover-open')) {
      event.preventDefault()
      void close()
    }
    if (event.key === 'Tab' && dialog.current) keepFocusInside(dialog.current, event)
  }
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={title}
      data-testid="modal"
      onKeyDown={onKeyDown}
      onCancel={event => event.preventDefault()}
    >
      <form noValidate onSubmit={submit}>
        <header className="modal-head">
          <h2 id={title} data-testid="modal-title">
            {withEmoji(textOf(view.title))}
          </h2>
          {depth > 1 && (
            <span className="modal-depth" title={words.stepBack(depth)}>
              {depth}
            </span>
          )}
          <button type="button" className="icon-button" aria-label={words.close} title={words.close} onClick={close}>
            <CloseIcon />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long form without fields must scroll by keyboard */}
        <section className="modal-body blocks" tabIndex={0} aria-labelledby={title}>
          <SurfaceContext value={surface}>
            <Blocks blocks={blocks} errors={errors} />
          </SurfaceContext>
        </section>
        <footer className="modal-foot">
          {failure && (
            <p className="field-error" role="alert" data-testid="modal-error">
              {failure}
            </p>
          )}
          <button type="button" className="button" data-testid="modal-close" onClick={close}>
            {withEmoji(textOf(view.close)) || (view.submit === undefined ? words.close : words.cancel)}
          </button>
          {view.submit !== undefined && (
            <button type="submit" className="button primary" data-testid="modal-submit" aria-busy={sending || undefined}>
              {withEmoji(textOf(view.submit)) || words.submit}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}

function useOpen(dialog: React.RefObject<HTMLDialogElement | null>) {
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    element.showModal()
    const first = element.querySelector<HTMLElement>('[data-autofocus]')
    const wanted = first ?? element.querySelector<HTMLElement>('.field .control, .field .picker, .field input')
    wanted?.focus()
    return () => element.close()
  }, [dialog])
}
