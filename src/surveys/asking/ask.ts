import type { Team } from '../../chat/context.ts'
import { claimToAsk } from '../../customers/contact-policy/blocks.ts'
import { nextLoudFor } from '../../customers/contact-policy/quiet-hours.ts'
import type { SurveyParts, SurveyRun } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { openMs } from '../survey.ts'
import { atOnce } from './pace.ts'
import { queueSurveys } from './queue.ts'
import type { Way } from './ways.ts'

/** What has customers asked by itself, the most particular first: each customer is asked by one. */
export const triggerCauses = ['lost', 'ticket', 'renewal', 'order', 'quarterly'] as const
export type TriggerCause = (typeof triggerCauses)[number]

/** What brings a customer to be asked: a person of ours, a conversation that is over, or a trigger. */
export type Cause = 'manual' | 'conversation' | TriggerCause

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
 * very statement that looks, so two at the same moment ask once. A few that may go out now do; what must wait is looked at again when its
 * time has come. Gives the ids of those asked, when all of them may be written to, and whether any of them waits till then.
 */
export async function askCustomers(
  run: SurveyRun,
  parts: SurveyParts,
  asking: Asking,
  ready: ReadonlyMap<number, Way>,
): Promise<{ ids: number[]; sendAt: Date; isWaiting: boolean }> {
  const { now } = run
  const claimed = await claimToAsk(run.tx, run.rooms.contactBlocks, [...ready.keys()], now)
  const byZone = new Map<string | null, Date>()
  const rows = claimed.flatMap(customerId => {
    const way = ready.get(customerId)
    if (!way) return []
    const sendAt = byZone.get(way.zone) ?? nextLoudFor(way.zone, now, asking.team)
    byZone.set(way.zone, sendAt)
    return [{ customerId, way, sendAt }]
  })
  const ids = await write(run, asking, rows)
  if (ids.length <= atOnce) await queueSurveys(run, parts, ids)
  const sendAt = [...byZone.values()].reduce((last, at) => (at > last ? at : last), now)
  return { ids, sendAt, isWaiting: ids.length > atOnce || sendAt > now }
}

/** Cost: one statement; 46,000 rows take about three seconds on the embedded database, and as long to claim. */
async function write(
  { tx, now }: SurveyRun,
  { team, questionnaire, cause, causeKeys, createdById }: Asking,
  rows: readonly { customerId: number; way: Way; sendAt: Date }[],
): Promise<number[]> {
  const column = <T>(value: (row: (typeof rows)[number]) => T): T[] => rows.map(value)
  const made = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO "Survey" ("customerId", "causeKey", platform, "targetKind", target, "memberId", locale, "sendAt", "expiresAt",
                          "teamId", kind, "questionnaireId", cause, "createdById", "createdAt")
    SELECT w."customerId", w."causeKey", w.platform, w.kind, w.target, w."memberId", w.locale, w."sendAt",
           w."sendAt" + ${openMs}::float8 * interval '1 millisecond',
           ${team.id}::int, ${questionnaire.kind}::text, ${questionnaire.id}::int, ${cause}::text, ${createdById}::int, ${now}::timestamptz
    FROM unnest(${column(row => row.customerId)}::int[], ${column(row => causeKeys?.get(row.customerId) ?? null)}::text[],
                ${column(row => row.way.target.platform)}::text[], ${column(row => row.way.target.kind)}::text[],
                ${column(row => row.way.target.id)}::text[], ${column(row => row.way.memberId)}::int[],
                ${column(row => row.way.locale)}::text[], ${column(row => row.sendAt)}::timestamptz[])
      AS w("customerId", "causeKey", platform, kind, target, "memberId", locale, "sendAt")
    ON CONFLICT ("causeKey") DO NOTHING RETURNING id`
  return made.map(({ id }) => id)
}
