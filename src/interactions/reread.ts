import type { Context } from '../chat/context.ts'
import type { FieldValues } from './merge.ts'
import type { Understood } from './messages.ts'
import { takeNextStep } from './next-step.ts'
import { type ParsedLog, parseLog } from './parse.ts'
import { readStep } from './step.ts'

export interface Reread {
  values: FieldValues
  parsed: ParsedLog
  /** Null when the form said it all. */
  understood: Understood | null
}

/**
 * What an edited log's form means. A note that was rewritten is read again: kind and mood follow it unless a person chose them, now or
 * before, and a next step in it counts when the form has none. Pure.
 */
export function reread(context: Context, values: FieldValues, current: FieldValues): Reread {
  const parsed = parseLog(values.text, context)
  if (values.text.trim() === current.text.trim()) return { values, parsed, understood: stepOf(context, values, current) }
  const before = parseLog(current.text, context)
  const kindFollows = values.kind === current.kind && (parsed.kindFrom === 'tag' || before.kind === current.kind)
  const moodFollows = values.sentiment === current.sentiment && before.sentiment === current.sentiment
  const takesStep = parsed.nextStep !== null && values.next === ''
  const isWhole = !parsed.note || (parsed.nextStep !== null && !takesStep)
  const clause = takesStep ? takeNextStep(values.text).clause : null
  const meant: FieldValues = {
    ...values,
    text: isWhole ? values.text : parsed.note,
    ...(kindFollows ? { kind: parsed.kind } : {}),
    ...(moodFollows ? { sentiment: parsed.sentiment } : {}),
    ...(clause === null ? {} : { next: clause, due: '' }),
  }
  const step = stepOf(context, meant, current)
  const impossibleDate = step?.impossibleDate ?? parsed.impossibleDate
  const understood: Understood = {
    kindFrom: kindFollows ? parsed.kindFrom : 'words',
    sentimentWords: moodFollows ? parsed.sentimentWords : [],
    dueFrom: step?.dueFrom ?? null,
    ...(impossibleDate === undefined ? {} : { impossibleDate }),
  }
  return { values: meant, parsed, understood }
}

/** How a next step typed in the form gets its day, when it has none of its own in the form. */
function stepOf(context: Context, values: FieldValues, current: FieldValues): Understood | null {
  const isTouched = values.next !== current.next || values.due !== current.due
  if (!isTouched || !values.next || values.due) return null
  const { nextStep, impossibleDate } = readStep(context, values.next, null)
  const impossible = impossibleDate === undefined ? {} : { impossibleDate }
  return { kindFrom: 'words', sentimentWords: [], dueFrom: nextStep.dueFrom, ...impossible }
}
