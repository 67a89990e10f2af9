import type { Team } from '../../chat/context.ts'
import { localDate } from '../../chat/dates/zone.ts'
import { wording } from '../../chat/wording.ts'
import { createTask, type NewTask } from '../../tasks/create.ts'
import { clip, titleLength } from '../../tasks/task.ts'
import { readTaskText } from '../../tasks/task-text.ts'
import type { Effects, TaskFor } from './effects.ts'
import type { Move } from './perform.ts'
import type { Run } from './run.ts'
import { askedBy, type Segment } from './segment.ts'

const words = wording({
  en: {
    enter: (name: string) => `Came into the segment “${name}”`,
    exit: (name: string) => `Went out of the segment “${name}”`,
    many: (title: string, count: number) => `${title} (${count} customers)`,
    list: (filter: string) => `See them all with /customer list ${filter}`,
    timeline: 'They are named on their timelines',
  },
  'zh-CN': {
    enter: (name: string) => `进入分群“${name}”`,
    exit: (name: string) => `离开分群“${name}”`,
    many: (title: string, count: number) => `${title}（${count} 位客户）`,
    list: (filter: string) => `查看全部：/customer 列表 ${filter}`,
    timeline: '各客户时间线上均有记录',
  },
})

/** With more at once, one person gets one task about all of them: nobody works through a hundred equal ones. */
export const tasksEach = 10

interface Target {
  id: number
  ownerId: number | null
}

/** A task for each customer, or one for many, for whom the segment says; once a day for a customer, however often they come and go. */
export async function makeTasks(
  run: Run,
  team: Team,
  segment: Segment,
  move: Move,
  { what, who }: NonNullable<Effects['task']>,
  customerIds: readonly number[],
): Promise<void> {
  const { tx, now, outbox } = run
  const text = words(team.locale)
  const { title, dueOn, dueTime } = readTaskText(what, { now, zone: team.zone }, team.workdays)
  const today = localDate(now, team.zone)
  const task = (assigneeId: number | null, about: Partial<NewTask> & { causeKey: string }): NewTask => ({
    customerId: null,
    teamId: team.id,
    title,
    dueOn,
    dueTime,
    assigneeId,
    cause: 'segment',
    evidence: [text[move](segment.name)],
    actor: null,
    source: 'segment',
    now,
    ...about,
  })
  for (const [assigneeId, customers] of byAssignee(await targets(run, customerIds), await stillHere(run, who))) {
    const key = `segment:${segment.id}:${move}:${today}`
    if (customers.length <= tasksEach) {
      for (const { id } of customers) await createTask(tx, outbox, task(assigneeId, { customerId: id, causeKey: `${key}:${id}` }))
      continue
    }
    // Without their names: a task about nobody in particular stays when one of them is erased.
    const suggestion = move === 'enter' ? text.list(askedBy(segment.name)[team.locale]) : text.timeline
    const many = clip(text.many(title, customers.length), titleLength)
    const causeKey = `${key}:${assigneeId ?? 'team'}:${now.getTime()}:${customers[0]?.id ?? 0}`
    await createTask(tx, outbox, task(assigneeId, { title: many, suggestion, causeKey }))
  }
}

async function targets({ tx }: Run, ids: readonly number[]): Promise<Target[]> {
  return tx.$queryRaw<Target[]>`
    SELECT c."id", c."ownerId" FROM "Customer" c WHERE c."id" = ANY(${[...ids]}::int[]) AND c."erasedAt" IS NULL ORDER BY c."id"`
}

function byAssignee(customers: readonly Target[], who: TaskFor): Map<number | null, Target[]> {
  const groups = new Map<number | null, Target[]>()
  for (const customer of customers) {
    const assignee = who === 'owner' ? customer.ownerId : who === 'team' ? null : who
    const group = groups.get(assignee)
    if (group) group.push(customer)
    else groups.set(assignee, [customer])
  }
  return groups
}

/** Somebody who no longer works here gets no task: it is the team's then. */
async function stillHere({ tx }: Run, who: TaskFor): Promise<TaskFor> {
  if (typeof who !== 'number') return who
  return (await tx.member.count({ where: { id: who, deactivatedAt: null } })) > 0 ? who : 'team'
}
