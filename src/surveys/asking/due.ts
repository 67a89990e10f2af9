import type { ContactBlock } from '../../chat/customer-contact.ts'
import type { Message } from '../../chat/message.ts'
import type { Target } from '../../chat/platform.ts'
import { blocked } from '../../customers/contact-policy/blocks.ts'
import { nextLoudFor } from '../../customers/contact-policy/quiet-hours.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { allTeams } from '../../people/store.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import { questionnairesBehind } from '../questionnaires.ts'
import { questionMessage } from './question-message.ts'
import { type Way, waysTo } from './ways.ts'

/** Where a survey went; null once the customer was erased. */
export const targetOf = ({ platform, targetKind, target }: Pick<Survey, 'platform' | 'targetKind' | 'target'>): Target | null =>
  target === null ? null : { platform, kind: targetKind === 'channel' ? 'channel' : 'person', id: target }

/** A survey that is about to be sent, or reminded of. */
export interface Due {
  survey: Survey
  /** Why not, or by which way and not before when: now, or after quiet hours. */
  how: { kind: 'withheld'; why: ContactBlock['name'] } | { kind: 'way'; way: Way; at: Date }
  /** What the customer gets by that way. */
  message(way: Way, reminder: boolean): Message
}

/**
 * Whether and how each of these surveys may be sent now. That they were asked lately is these very surveys. The way is the one that was meant,
 * while that still leads to the customer, else the best there is: channels are linked anew, people leave and addresses are corrected
 * meanwhile. Cost: six statements, however many surveys.
 */
export async function readDue({ tx, now, rooms }: SurveyRun, parts: SurveyParts, surveys: readonly Survey[]): Promise<Due[]> {
  const customerIds = [...new Set(surveys.map(({ customerId }) => customerId))]
  const meant = new Map(surveys.flatMap(survey => pairOf(survey.customerId, targetOf(survey))))
  const blocks = await blocked(tx, rooms.contactBlocks, customerIds, now, ['asked-lately'])
  const ways = await waysTo(tx, customerIds, parts.connected(), meant)
  const teams = new Map((await allTeams(tx)).map(team => [team.id, team]))
  const questionnaires = await questionnairesBehind(tx, surveys)
  const senders = await sendersOf(tx, surveys)
  const howOf = ({ customerId, teamId }: Survey): Due['how'] => {
    const [block, way, team] = [blocks.get(customerId), ways.get(customerId), teams.get(teamId)]
    if (block || !way || !team) return { kind: 'withheld', why: block?.name ?? 'no-way' }
    return { kind: 'way', way, at: nextLoudFor(way.zone, now, team) }
  }
  return surveys.map(survey => ({
    survey,
    how: howOf(survey),
    message: ({ locale }, reminder) => {
      const how = { url: parts.pageUrl(survey.id), from: senders.get(survey.id) ?? null, reminder }
      return questionMessage(questionnaires(survey), { id: survey.id, customerId: survey.customerId, locale }, how)
    },
  }))
}

const pairOf = <T>(key: number, value: T | null): [number, T][] => (value === null ? [] : [[key, value]])

/** Who of ours the customer knows, by survey: the owner, else who asked. */
async function sendersOf(tx: Tx, surveys: readonly Survey[]): Promise<Map<number, string>> {
  const rows = await tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT s.id, m.name FROM "Survey" s JOIN "Customer" c ON c.id = s."customerId"
    JOIN "Member" m ON m.id = coalesce(c."ownerId", s."createdById") WHERE s.id = ANY(${surveys.map(({ id }) => id)}::int[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Columns of the way. */
export const wayColumns = ({ target, memberId, locale }: Way) => ({
  ...{ platform: target.platform, targetKind: target.kind, target: target.id },
  ...{ memberId, locale },
})
