import { z } from 'zod'
import { readBody } from '../../chat/request-body.ts'
import type { View } from '../../chat/web-page.ts'
import { optIn } from '../../customers/contact-policy/opt-out.ts'
import { neverAsk } from '../asking/never-ask.ts'
import type { SurveyPageParts, Visit } from './page.ts'
import { mostBytes, readForm } from './request.ts'
import { malformedView, resumedView, stoppedView } from './views.ts'

/** Our own form, or a mail program's (RFC 8058). */
const stopForm = z.union([
  z.strictObject({ answer: z.enum(['stop', 'again']) }).transform(({ answer }) => answer),
  z.strictObject({ 'List-Unsubscribe': z.literal('One-Click') }).transform(() => 'stop' as const),
])

/** Never asks the customer again, or may again. It works however old the survey is, and the same again changes nothing. */
export async function stopAsking(parts: SurveyPageParts, { request, locale }: Visit, customerId: number): Promise<View> {
  const answer = await read(request)
  if (answer === null) return malformedView(locale)
  const { outbox, rooms } = parts
  const now = parts.now()
  await parts.store.tx(tx =>
    answer === 'stop' ? neverAsk({ tx, outbox, rooms, now }, customerId, { memberId: null }) : optIn(tx, customerId, { at: now }),
  )
  return answer === 'stop' ? stoppedView(locale) : resumedView(locale)
}

async function read(request: Visit['request']): Promise<'stop' | 'again' | null> {
  if (!request.headers['content-type']?.toLowerCase().startsWith('multipart/form-data'))
    return stopForm.safeParse(await readForm(request)).data ?? null
  // The other form that RFC 8058 allows; it has this one field.
  const body = await readBody(request, mostBytes)
  return body !== null && /name="?List-Unsubscribe"?\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i.test(body) ? 'stop' : null
}
