import { customerSearch } from '../../src/customers/search-text.ts'
import { dateColumn } from '../../src/tasks/task.ts'
import type { Bot, PersonName } from '../harness/bot.ts'

/** A customer that search finds; owned by that person. */
export async function addCustomer(bot: Bot, name: string, teamId = 1, owner?: PersonName): Promise<number> {
  const ownerId = owner ? await bot.member(owner) : null
  return (await bot.store.db.customer.create({ data: { name, teamId, ownerId, ...customerSearch({ name }) } })).id
}

export interface TaskSeed {
  customerId?: number
  teamId?: number
  dueOn?: string
  snoozedUntil?: Date
  status?: string
  evidence?: string[]
}

export async function addTask(bot: Bot, title: string, assignee: PersonName | null, seed: TaskSeed = {}): Promise<number> {
  const { dueOn = '2026-09-16', teamId = 1, ...rest } = seed
  const data = {
    title,
    teamId,
    dueOn: dateColumn(dueOn),
    assigneeId: assignee ? await bot.member(assignee) : null,
    cause: 'manual',
  }
  return (await bot.store.db.careTask.create({ data: { ...data, ...rest } })).id
}

export async function taskOf(bot: Bot, id: number) {
  return bot.store.db.careTask.findUniqueOrThrow({ where: { id } })
}
