import { addDays, type LocalDate, nextWorkingDay, weekday } from '../chat/dates/zone.ts'
import type { Job } from '../chat/job.ts'
import { createTasks } from '../tasks/create.ts'
import { anniversary } from './anniversary.ts'
import { atRisk } from './at-risk.ts'
import { noContact } from './no-contact.ts'
import { type CareRule, type CareSearch, causeKey } from './rule.ts'

export const careRules: readonly CareRule[] = [atRisk, noContact, anniversary]

/** Tasks a rule may add to a team in one morning: a list nobody can work through helps nobody. The rest waits for its next day. */
export const perRuleAndDay = 50

/** On each working day before the digest: what the rules find becomes tasks of the owners. */
export const careJob: Job = {
  name: 'care',
  title: { en: 'Care rules', 'zh-CN': '关怀任务' },
  scope: 'team',
  dueAt: team => (team.digestAt < '05:05' ? '00:35' : '05:05'),
  workdaysOnly: true,
  run: async ({ tx, rooms, now, date }, team) => {
    for (const rule of careRules) await applyRule({ tx, rooms, team, date, limit: perRuleAndDay }, rule, now)
  },
}

/** Makes the tasks of one rule for one local day; a cause that has its task is passed over. Returns how many were made. */
export async function applyRule(search: CareSearch, rule: CareRule, now: Date): Promise<number> {
  const { tx, team, date } = search
  const finds = await rule.find(search)
  return createTasks(
    tx,
    finds.map(find => ({
      customerId: find.customerId,
      teamId: team.id,
      title: find.title,
      dueOn: dueOn(date, rule.dueInDays, team.workdays),
      assigneeId: find.ownerId,
      cause: rule.id,
      causeKey: causeKey(rule.id, find.customerId, find.cause),
      evidence: find.evidence,
      suggestion: find.suggestion,
      actor: null,
      source: 'job' as const,
      now,
    })),
  )
}

function dueOn(date: LocalDate, days: number, workdays: readonly number[]): LocalDate {
  const day = addDays(date, days)
  return workdays.includes(weekday(day)) ? day : nextWorkingDay(day, workdays)
}
