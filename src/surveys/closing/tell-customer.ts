import { bold, type Message } from '../../chat/message.ts'
import type { Target } from '../../chat/platform.ts'
import { type Locale, localeOf, wording } from '../../chat/wording.ts'
import { nextLoudFor } from '../../customers/contact-policy/quiet-hours.ts'
import type { Survey } from '../../database/generated/client.ts'
import { memberById, teamById } from '../../people/store.ts'
import { clip } from '../../tasks/task.ts'
import { targetOf } from '../asking/due.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'

const words = wording({
  en: { title: 'You said, we did', said: 'You said:', did: 'What we did:', thanks: 'Thank you for telling us.' },
  'zh-CN': { title: '您反馈的问题，我们已处理', said: '您的反馈：', did: '处理结果：', thanks: '感谢您的反馈。' },
})

/** Enough for them to know what is meant. */
const longestQuote = 500

/** Of the keys of what customers are told: survey and instant, for a loop can be opened again. */
export const closedPrefix = 'survey-closed:'
export const closedKey = (surveyId: number, closedAt: Date): string => `${closedPrefix}${surveyId}:${closedAt.getTime()}`

export type Told = 'told' | 'later' | 'opted-out' | 'unreachable'

/**
 * Tells the customer what was done about their answer: whoever answered in chat, alone, for others read along in a shared channel; else by
 * the way they were asked. It answers them, so it is not counted as asking; quiet hours and their wish not to be written to hold all the
 * same.
 */
export async function tellCustomer(
  { tx, outbox, now }: SurveyRun,
  parts: SurveyParts,
  survey: Survey,
  did: string,
): Promise<Told> {
  const answered = survey.answeredById === null ? null : await memberById(tx, survey.answeredById)
  const target: Target | null =
    answered && !answered.deactivatedAt ? { platform: answered.platform, kind: 'person', id: answered.ref } : targetOf(survey)
  const customer = await tx.customer.findUnique({ where: { id: survey.customerId }, select: { optedOutAt: true } })
  if (customer?.optedOutAt) return 'opted-out'
  if (!target || !parts.connected().includes(target.platform)) return 'unreachable'
  const notBefore = nextLoudFor(answered?.zone ?? null, now, await teamById(tx, survey.teamId))
  const said = survey.comment === null ? null : clip(survey.comment, longestQuote)
  const message = didMessage(localeOf(survey.locale), survey.customerId, said, did)
  await outbox.put(tx, { key: closedKey(survey.id, now), target, message, notBefore })
  return notBefore > now ? 'later' : 'told'
}

function didMessage(locale: Locale, customerId: number, said: string | null, did: string): Message {
  const text = words(locale)
  return {
    locale,
    customerId,
    summary: text.title,
    parts: [
      { kind: 'heading', text: text.title },
      ...(said === null ? [] : [{ kind: 'text' as const, text: [bold(text.said), ' ', said] }]),
      { kind: 'text', text: [bold(text.did), ' ', did] },
      { kind: 'note', text: [text.thanks] },
    ],
  }
}
