import type { Json } from '../../../src/chat/message.ts'
import type { Bot } from '../../harness/bot.ts'

export interface GivenSurvey {
  customerId: number
  teamId?: number
  kind?: string
  questionnaireId?: number
  /** Day and time it went out; null: it did not. */
  sent?: string | null
  /** Day and time of the answer; unset: none. */
  answered?: string
  score?: number
  comment?: string
  answers?: Record<string, Json>
  closed?: string
  failedCode?: string
  platform?: string
  targetKind?: string
  expires?: string
  reminded?: string
}

/** A survey as asking and answering would have left it; returns its id. */
export async function givenSurvey(bot: Bot, survey: GivenSurvey): Promise<number> {
  const { answered, closed, expires, reminded, sent = answered ?? '2026-09-01T09:00:00Z', ...row } = survey
  const at = (text: string | null | undefined) => (text == null ? null : new Date(text))
  const sentAt = at(sent)
  const createdAt = sentAt ?? new Date('2026-09-01T09:00:00Z')
  const made = await bot.store.db.survey.create({
    data: {
      ...{ teamId: 1, kind: 'nps', cause: 'manual', platform: 'slack', targetKind: 'channel', target: 'C1', locale: 'en' },
      ...row,
      ...{ createdAt, sendAt: createdAt, queuedAt: sentAt, sentAt, answeredAt: at(answered), closedAt: at(closed) },
      remindedAt: at(reminded),
      expiresAt: at(expires) ?? new Date(createdAt.getTime() + 14 * 86_400_000),
    },
    select: { id: true },
  })
  return made.id
}
