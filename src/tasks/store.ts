import { type Actor, dutyOf } from '../chat/access.ts'
import type { Context } from '../chat/context.ts'
import { type LocalDate, localDate } from '../chat/dates/zone.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { type Bucket, dateColumn } from './task.ts'

const shown = {
  customer: { select: { id: true, name: true, teamId: true, ownerId: true } },
  assignee: { select: { id: true, name: true, platform: true, ref: true, locale: true, zone: true } },
  team: { select: { id: true, name: true, ownOnly: true } },
} satisfies Prisma.CareTaskInclude

/** A task with what is needed to show it and to judge access. */
export type TaskRecord = Prisma.CareTaskGetPayload<{ include: typeof shown }>

/** What a task's row in a list shows. */
export type ListedTask = Pick<
  TaskRecord,
  | 'id'
  | 'customerId'
  | 'teamId'
  | 'assigneeId'
  | 'cause'
  | 'title'
  | 'dueOn'
  | 'dueTime'
  | 'snoozedUntil'
  | 'evidence'
  | 'suggestion'
  | 'version'
> & {
  customer: { name: string } | null
  assignee: { platform: string; ref: string; name: string } | null
}

/** Access is the caller's business. Null when gone, and when its customer is. */
export async function taskById(tx: Tx, id: number): Promise<TaskRecord | null> {
  return tx.careTask.findUnique({ where: { id, OR: [{ customerId: null }, { customer: { erasedAt: null } }] }, include: shown })
}

/** Tasks this person may see: their own and, where they may read the team's customers, the team's. */
export function readable({ actor, place }: Pick<Context, 'actor' | 'place'>): Prisma.CareTaskWhereInput {
  if (actor.outsider || actor.memberId === null || place?.kind === 'shared') return { id: -1 }
  if (actor.admin) return {}
  const roles = [...actor.roles]
  const all = roles.filter(([, role]) => role !== 'rep').map(([team]) => team)
  const rep = roles.filter(([, role]) => role === 'rep').map(([team]) => team)
  return {
    OR: [
      { teamId: { in: all } },
      { teamId: { in: rep }, team: { ownOnly: false } },
      { teamId: { in: rep }, assigneeId: { in: dutyOf(actor) } },
    ],
  }
}

/** Tasks to be done by this person: their own, and what falls due for whom they stand in for before that one is back. */
export function onDuty({ memberId, standsFor }: Pick<Actor, 'memberId' | 'standsFor'>): Prisma.CareTaskWhereInput {
  const covered = [...(standsFor ?? [])].map(([assigneeId, until]) => ({ assigneeId, dueOn: { lt: dateColumn(until) } }))
  return { OR: [{ assigneeId: memberId ?? -1 }, ...covered] }
}

/** The open tasks of one part of the list on a day. */
export function inBucket(bucket: Bucket, today: LocalDate, now: Date): Prisma.CareTaskWhereInput {
  if (bucket === 'snoozed') return { status: 'open', snoozedUntil: { gt: now } }
  const awake = { status: 'open', OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }] }
  const day = dateColumn(today)
  const due = { overdue: { lt: day }, today: day, coming: { gt: day } }[bucket]
  return { AND: [awake, { dueOn: due }] }
}

/** Open tasks of one part of a list, the most urgent first, and how many there are altogether. */
export async function bucketTasks(
  context: Pick<Context, 'tx' | 'now' | 'zone'>,
  bucket: Bucket,
  where: Prisma.CareTaskWhereInput,
  { skip = 0, take }: { skip?: number; take: number },
): Promise<{ tasks: TaskRecord[]; total: number }> {
  const all = { AND: [where, inBucket(bucket, localDate(context.now, context.zone), context.now)] }
  const tasks = await context.tx.careTask.findMany({
    where: all,
    include: shown,
    orderBy:
      bucket === 'snoozed'
        ? [{ snoozedUntil: 'asc' }, { id: 'asc' }]
        : [{ dueOn: 'asc' }, { dueTime: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    skip,
    take,
  })
  const complete = tasks.length < take && (tasks.length > 0 || skip === 0)
  return { tasks, total: complete ? skip + tasks.length : await context.tx.careTask.count({ where: all }) }
}
