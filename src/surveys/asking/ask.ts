import type { Team } from '../../chat/context.ts'
import { claimToAsk } from '../../customers/contact-policy/blocks.ts'
import { nextLoudMoment } from '../../customers/contact-policy/quiet-hours.ts'
import type { Prisma } from '../../database/generated/client.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { openMs } from '../survey.ts'
import { atOnce } from './pace.ts'
import { queueSurvey } from './queue.ts'
import type { Way } from './ways.ts'

/** What brings a customer to be asked: a person of ours, or a trigger. */
export const causes = ['manual', 'ticket', 'order', 'renewal', 'quarterly', 'lost'] as const
export type Cause = (typeof causes)[number]

export interface Asking {
  team: Pick<Team, 'id' | 'zone' | 'workdays' | 'quietFrom' | 'quietUntil'>
  questionnaire: Questionnaire
  cause: Cause
  /** By customer: a cause asks once for ever. */
  causeKeys?: ReadonlyMap<number, string>
  createdById: number | null
}

/**
 * Asks these customers, each by its way. Who was asked, opted out or got into trouble meanwhile is left out: the record is claimed by the
 * very statement that looks, so two at the same moment ask once. Gives the ids of those asked, and when they hear.
 */
export async function askCustomers(
  run: SurveyRun,
  parts: SurveyParts,
  asking: Asking,
  ready: ReadonlyMap<number, Way>,
): Promise<{ surveys: { id: number; customerId: number }[]; sendAt: Date }> {
  const sendAt = nextLoudMoment(run.now, asking.team)
  const claimed = await claimToAsk(run.tx, run.rooms.contactBlocks, [...ready.keys()], run.now)
  const data = claimed.flatMap(customerId => {
    const way = ready.get(customerId)
    return way ? [rowOf(run, asking, customerId, way, sendAt)] : []
  })
  const surveys: { id: number; customerId: number }[] = []
  for (let from = 0; from < data.length; from += 2_000) {
    const made = await run.tx.survey.createManyAndReturn({
      data: data.slice(from, from + 2_000),
      skipDuplicates: true,
      select: { id: true, customerId: true },
    })
    surveys.push(...made)
  }
  if (surveys.length <= atOnce) for (const { id } of surveys) await queueSurvey(run, parts, id)
  return { surveys, sendAt }
}

function rowOf({ now }: SurveyRun, asking: Asking, customerId: number, way: Way, sendAt: Date): Prisma.SurveyCreateManyInput {
  const { team, questionnaire, cause, causeKeys, createdById } = asking
  return {
    customerId,
    teamId: team.id,
    kind: questionnaire.kind,
    questionnaireId: questionnaire.id,
    cause,
    causeKey: causeKeys?.get(customerId) ?? null,
    platform: way.target.platform,
    targetKind: way.target.kind,
    target: way.target.id,
    memberId: way.memberId,
    locale: way.locale,
    createdById,
    createdAt: now,
    sendAt,
    expiresAt: new Date(sendAt.getTime() + openMs),
  }
}
