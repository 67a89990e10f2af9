import { useRef } from 'react'
import type { UiView } from '../../ui-contract.ts'
import type { FieldStates } from '../blocks/fields.ts'
import { Modal } from './modal.tsx'

/** Shows the top form, and remembers what was typed in those below until the stack is closed. */
export function ModalHost({ view }: { view: UiView | null }) {
  const kept = useRef(new Map<string, FieldStates>())
  if (!view) {
    kept.current.clear()
    return null
  }
  return <Modal key={view.id} top={view} kept={kept.current} />
}
