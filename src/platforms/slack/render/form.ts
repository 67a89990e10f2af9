import type { KnownBlock, ModalView } from '@slack/types'
import { RapportError } from '../../../chat/errors.ts'
import type { Field, Form } from '../../../chat/form.ts'
import { type Origin, writeViewState } from '../view-state.ts'
import { inputElement } from './input.ts'
import { limits } from './limits.ts'
import { plain } from './plain.ts'

/** A form as a modal. The answer goes back to where it was opened. */
export function renderForm(form: Form, origin: Origin): ModalView {
  const intro: KnownBlock[] = form.intro ? [{ type: 'section', text: plain(form.intro, limits.sectionText) }] : []
  const blocks = [...intro, ...form.fields.map(fieldBlock)]
  if (blocks.length > limits.viewBlocks) {
    throw new RapportError(
      'form_too_long',
      `the form ${form.id} has ${form.fields.length} fields`,
      'Split it into a sequence of forms.',
    )
  }
  return {
    type: 'modal',
    callback_id: form.id,
    title: plain(form.title, limits.viewTitle),
    submit: plain(form.submit, limits.viewSubmit),
    private_metadata: writeViewState(form, origin),
    blocks,
  }
}

/** The block's id is the field's name: errors come back by it, and what was typed stays when the form is shown again. */
function fieldBlock(field: Field): KnownBlock {
  const element = inputElement(field)
  // Slack has no menu without entries.
  if (!element) return { type: 'section', block_id: field.name, text: plain(`${field.label}: –`, limits.sectionText) }
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.inputLabel),
    ...(field.hint ? { hint: plain(field.hint, limits.inputHint) } : {}),
    optional: field.optional ?? false,
    element,
  }
}
