import type { Context } from '../chat/context.ts'
import { readNextStep } from './next-step.ts'
import type { NextStep } from './parse.ts'

/**
 * A next step typed into a form's field: its own date counts unless the date field (`due`) says another. `impossibleDate` is one in the
 * text that does not exist.
 */
export function readStep(context: Context, text: string, due: string | null): { nextStep: NextStep; impossibleDate?: string } {
  if (due) return { nextStep: { text, dueDate: due, dueFrom: 'text' } }
  const { nextStep, impossible } = readNextStep(text, context, context.workdays)
  return impossible === undefined ? { nextStep } : { nextStep, impossibleDate: impossible }
}
