import { z } from 'zod'
import { SURFACES } from './composed.ts'
import { plainText } from './composition.ts'
import { LIMITS } from './limits.ts'
import type { Refusal } from './message.ts'
import { problemLines } from './problems.ts'
import { elementsOf, repeatedIds } from './uniqueness.ts'

const common = {
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(LIMITS.callbackId).optional(),
  external_id: z.string().max(LIMITS.callbackId).optional(),
}

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(LIMITS.viewTitle),
    submit: plainText(LIMITS.viewButton).optional(),
    close: plainText(LIMITS.viewButton).optional(),
    blocks: z.array(SURFACES.modal).max(LIMITS.blocksPerView),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .refine(view => view.submit !== undefined || view.blocks.every(block => block.type !== 'input'), {
    error: 'submit is required when an input block is present',
    path: ['submit'],
  })

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(SURFACES.home).max(LIMITS.blocksPerView),
  ...common,
})

const SCHEMAS = { modal, home } as const

function focusProblems(blocks: unknown): string[] {
  const focused = (Array.isArray(blocks) ? blocks : []).flatMap((block: Record<string, unknown>, index) =>
    elementsOf(block)
      .filter(each => each.element.focus_on_load === true)
      .map(each => `/view/blocks/${index}${each.pointer}`),
  )
  return focused.slice(1).map(where => `[ERROR] only one element may have focus_on_load [json-pointer:${where}]`)
}

/** Checks a view as views.open, push, update, publish or a `response_action` would; null when it passes. */
export function refuseView(view: unknown, surface: 'modal' | 'home'): Refusal | null {
  const result = SCHEMAS[surface].safeParse(view)
  if (!result.success) {
    return { error: 'invalid_arguments', messages: problemLines(result.error.issues, view, '/view').slice(0, 20) }
  }
  const blocks = result.data.blocks
  const problems = [...repeatedIds(blocks, '/view/blocks'), ...focusProblems(blocks)]
  if (problems.length > 0) return { error: 'invalid_arguments', messages: problems }
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) return { error: 'view_too_large', messages: [] }
  return null
}
