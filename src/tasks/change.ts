import type { LocalDate } from '../chat/dates/zone.ts'
import { addActivity } from '../customers/activity.ts'
import type { CareTask } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { dateColumn, dayOf } from './task.ts'
import { cancelWake } from './wake.ts'

/** What a log's editor may change of the task the log made. */
export interface TaskChange {
  title: string
  dueOn: LocalDate
  dueTime: string | null
  customerId: number
  teamId: number
}

/** The open task a log made, if it is still open. */
export async function openTaskOfLog(tx: Tx, interactionId: number): Promise<CareTask | null> {
  return tx.careTask.findFirst({ where: { interactionId, status: 'open' }, orderBy: { id: 'desc' } })
}

/** Changes an open task; false when it was finished or changed meanwhile. Moving its day wakes it. */
export async function changeTask(tx: Tx, task: CareTask, change: TaskChange): Promise<boolean> {
  const moved = dayOf(task.dueOn) !== change.dueOn
  const { count } = await tx.careTask.updateMany({
    where: { id: task.id, status: 'open', version: task.version },
    data: { ...change, dueOn: dateColumn(change.dueOn), ...(moved ? { snoozedUntil: null } : {}), version: { increment: 1 } },
  })
  if (count === 1 && moved) await cancelWake(tx, task)
  return count === 1
}

/** Takes an open task back: what it came from was undone. False when it was finished meanwhile. */
export async function dropTask(tx: Tx, task: CareTask, memberId: number | null, now: Date): Promise<boolean> {
  const { count } = await tx.careTask.updateMany({
    where: { id: task.id, status: 'open' },
    data: { status: 'dropped', snoozedUntil: null, version: { increment: 1 } },
  })
  if (count === 0) return false
  await cancelWake(tx, task)
  if (task.customerId !== null)
    await addActivity(tx, {
      customerId: task.customerId,
      kind: 'task.dropped',
      at: now,
      memberId,
      source: 'chat',
      refId: task.id,
      data: { title: task.title },
    })
  return true
}
