import { dayOf } from '../../src/tasks/task.ts'
import type { Bot } from '../harness/bot.ts'

/** Everything that people's lines can change, one sorted line a fact. What two of these differ in is what a line did. */
export async function facts({ store }: Bot): Promise<string[]> {
  const { db } = store
  const include = { customer: true } as const
  const names = new Map((await db.member.findMany()).map(member => [member.id, member.name]))
  const who = (id: number | null): string => (id === null ? 'nobody' : (names.get(id) ?? '?'))
  const changes = await db.change.findMany({ include })
  const customers = await db.customer.findMany()
  const logs = await db.interaction.findMany({ include })
  const tasks = await db.careTask.findMany({ include })
  const channels = await db.channel.findMany({ include })
  const segments = await db.segment.findMany()
  return [
    ...customers.map(({ name, ownerId, teamId }) => `customer ${name} of ${who(ownerId)}, team ${teamId}`),
    ...changes.map(({ customer, field, before, after }) => `${customer.name}: ${field} ${before ?? '-'} → ${after ?? '-'}`),
    ...logs.map(({ customer, kind, sentiment, note }) => `log ${customer.name}: ${kind}, ${sentiment}: ${note}`),
    ...tasks.map(task => `task ${taskLine(task)}, ${who(task.assigneeId)}`),
    ...segments.map(({ name, filter }) => `segment ${name}: ${filter}`),
    ...channels.flatMap(({ name, customer }) => (customer ? [`#${name} is about ${customer.name}`] : [])),
  ].toSorted()
}

type Task = Awaited<ReturnType<Bot['store']['db']['careTask']['findMany']>>[number] & { customer: { name: string } | null }

function taskLine({ customer, title, dueOn, dueTime, status, outcome, snoozedUntil }: Task): string {
  const due = `${dayOf(dueOn)}${dueTime ? ` ${dueTime}` : ''}`
  const asleep = snoozedUntil ? `, asleep until ${snoozedUntil.toISOString()}` : ''
  return `${customer?.name}: ${title}, ${due}, ${status}${outcome === null ? '' : ` (${outcome})`}${asleep}`
}

/** What is there now and was not before. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before]
  return after.filter(fact => {
    const at = left.indexOf(fact)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
