import { z } from 'zod'
import { localDate } from '../chat/dates/zone.ts'
import type { Job } from '../chat/job.ts'
import { localeOf } from '../chat/wording.ts'
import {
  type ActivityCursor,
  type ActivityRow,
  cursorFromText,
  cursorToText,
  lastActivity,
  readActivities,
} from '../database/activity.ts'
import type { Tx } from '../database/store.ts'
import { assess } from './assess.ts'
import { keepCycle, recordLeaving, saveScores, storedCycle } from './score-store.ts'

/** Every night before the morning's digest: all of a team's scores, and who left. */
export const nightlyRisk: Job = {
  name: 'risk',
  title: { en: 'Risk estimates', 'zh-CN': '风险估算' },
  scope: 'team',
  // Before any digest, but not so early that yesterday's late imports are missed.
  dueAt: team => (team.digestAt < '05:00' ? '00:30' : '05:00'),
  workdaysOnly: false,
  run: ({ tx, date }, team) => scoreTeam(tx, team, date),
}

/** What scoring needs of a team. */
type ScoredTeam = { id: number; zone: string; locale: string }

/** Works out and stores the risk of all of a team's customers. */
export async function scoreTeam(tx: Tx, team: ScoredTeam, date: string): Promise<void> {
  const assessment = await assess(tx, team, date)
  await recordLeaving(tx, assessment, localeOf(team.locale))
  await saveScores(tx, team.id, assessment, date)
  await keepCycle(tx, team.id, assessment.populationCycleDays)
}

const cursorKey = 'risk.activities'
/** More facts than this at once are an import: all teams are scored anew, once, instead of following it for minutes. */
const perMinute = 5_000
/** More customers than this at once: the whole team is quicker, and its population has changed anyway. */
const manyCustomers = 2_000

/** Facts that change a score take effect within the minute: follows the activities. */
export const touchedRisk: Job = {
  name: 'risk-touched',
  scope: 'minute',
  async run({ tx, now }) {
    const stored = await tx.storedValue.findUnique({ where: { key: cursorKey } })
    const from = cursorFromText(stored ? z.string().parse(stored.value) : undefined)
    const { activities, cursor } = await readActivities(tx, from, perMinute)
    if (activities.length === 0) return
    if (activities.length === perMinute && activities.some(isNews)) {
      // Read first: what is committed while the scoring runs may not be in it.
      const end = await lastActivity(tx)
      for (const team of await tx.team.findMany()) await scoreTeam(tx, team, localDate(now, team.zone))
      return keepCursor(tx, end)
    }
    const ids = [...new Set(activities.filter(isNews).map(activity => activity.customerId))]
    const touched = await tx.$queryRaw<(ScoredTeam & { customers: number[] })[]>`
      SELECT t."id", t."zone", t."locale", array_agg(c."id") AS customers FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId"
      WHERE c."id" = ANY(${ids}::int[]) GROUP BY t."id"`
    for (const team of touched) await scoreTouched(tx, team, team.customers, localDate(now, team.zone))
    await keepCursor(tx, cursor)
  },
}

/** What scoring itself found out is no news to it. */
const isNews = ({ kind, source }: ActivityRow): boolean => !(kind === 'left' && source === 'job')

async function keepCursor(tx: Tx, cursor: ActivityCursor): Promise<void> {
  const value = cursorToText(cursor)
  await tx.storedValue.upsert({ where: { key: cursorKey }, create: { key: cursorKey, value }, update: { value } })
}

async function scoreTouched(tx: Tx, team: ScoredTeam, ids: readonly number[], date: string): Promise<void> {
  const populationCycleDays = await storedCycle(tx, team.id)
  if (populationCycleDays === null || ids.length > manyCustomers) return scoreTeam(tx, team, date)
  const assessment = await assess(tx, team, date, { ids, populationCycleDays })
  await saveScores(tx, team.id, assessment, date)
}
