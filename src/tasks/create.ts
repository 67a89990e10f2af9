import type { LocalDate } from '../chat/dates/zone.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type ActivitySource, addActivity } from '../customers/activity.ts'
import type { Tx } from '../database/store.ts'
import { tellAssignee } from './assigned.ts'
import { type TaskRecord, taskById } from './store.ts'
import { dateColumn } from './task.ts'

/** A task to be made. Whether the actor may make it is the caller's business. */
export interface NewTask {
  customerId: number | null
  teamId: number
  title: string
  /** Local to whom it is assigned. */
  dueOn: LocalDate
  /** HH:MM */
  dueTime?: string | null
  assigneeId: number | null
  /** Which rule made it, or `log`, or `manual`. */
  cause: string
  /** One task for ever per key: a second one is not made. */
  causeKey?: string
  /** Why, in sentences for people. */
  evidence?: string[]
  suggestion?: string | null
  interactionId?: number
  /** Who makes it; null: a rule. */
  actor: { memberId: number | null; name: string } | null
  source: ActivitySource
  now: Date
  /** The assignee hears of it from the maker, not by the usual message. */
  silent?: boolean
}

/**
 * Makes one task, writes it on the customer's timeline and tells the assignee, unless that is the actor.
 * With a `causeKey` that exists already nothing is made and the task that has it is returned.
 */
export async function createTask(tx: Tx, outbox: Outbox, input: NewTask): Promise<{ task: TaskRecord; created: boolean }> {
  const made = await tx.careTask.createManyAndReturn({ data: [columnsOf(input)], skipDuplicates: true, select: { id: true } })
  const id = made[0]?.id ?? (await idOfCause(tx, input.causeKey))
  const task = id === undefined ? null : await taskById(tx, id)
  if (!task) throw new Error('a task was neither made nor found')
  if (made.length === 0) return { task, created: false }
  if (task.customerId !== null) await addActivity(tx, activityOf(input, task.customerId, task.id))
  if (!input.silent) await tellAssignee(tx, outbox, task, input.actor, input.now)
  return { task, created: true }
}

const chunk = 5_000

/**
 * Makes many tasks, one per `causeKey`, in one statement for each 5,000; those that exist are passed over. Returns how many were made.
 * Nobody gets a message for each: the assignee's morning reminder lists them.
 */
export async function createTasks(tx: Tx, inputs: readonly (NewTask & { causeKey: string })[]): Promise<number> {
  let made = 0
  for (let from = 0; from < inputs.length; from += chunk) made += await insertTasks(tx, inputs.slice(from, from + chunk))
  return made
}

async function insertTasks(tx: Tx, inputs: readonly NewTask[]): Promise<number> {
  const rows = inputs.map(input => ({ ...columnsOf(input), dueOn: input.dueOn, source: input.source }))
  const [result] = await tx.$queryRaw<{ made: number }[]>`
    WITH wanted AS (
      SELECT DISTINCT ON ("causeKey") * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS w(
        "customerId" int, "teamId" int, title text, "dueOn" date, "dueTime" text, "assigneeId" int, cause text, "causeKey" text,
        evidence jsonb, suggestion text, "createdById" int, "createdAt" timestamptz, source text)),
    made AS (
      INSERT INTO "CareTask" ("customerId", "teamId", title, "dueOn", "dueTime", "assigneeId", cause, "causeKey",
                              evidence, suggestion, "createdById", "createdAt")
      SELECT "customerId", "teamId", title, "dueOn", "dueTime", "assigneeId", cause, "causeKey",
             evidence, suggestion, "createdById", "createdAt" FROM wanted
      ON CONFLICT ("causeKey") DO NOTHING
      RETURNING id, "customerId", title, "dueOn", "causeKey", "createdById", "createdAt"),
    noted AS (
      INSERT INTO "Activity" ("customerId", kind, at, "memberId", source, "refId", data)
      SELECT m."customerId", 'task.created', m."createdAt", m."createdById", w.source, m.id,
             jsonb_build_object('title', m.title, 'dueOn', m."dueOn"::text)
      FROM made m JOIN wanted w USING ("causeKey") WHERE m."customerId" IS NOT NULL)
    SELECT count(*)::int AS made FROM made`
  return result?.made ?? 0
}

function columnsOf(input: NewTask) {
  return {
    customerId: input.customerId,
    teamId: input.teamId,
    title: input.title,
    dueOn: dateColumn(input.dueOn),
    dueTime: input.dueTime ?? null,
    assigneeId: input.assigneeId,
    cause: input.cause,
    causeKey: input.causeKey ?? null,
    evidence: input.evidence ?? [],
    suggestion: input.suggestion ?? null,
    interactionId: input.interactionId ?? null,
    createdById: input.actor?.memberId ?? null,
    createdAt: input.now,
  }
}

function activityOf(input: NewTask, customerId: number, id: number) {
  const data = { title: input.title, dueOn: input.dueOn }
  return {
    customerId,
    kind: 'task.created',
    at: input.now,
    memberId: input.actor?.memberId ?? null,
    source: input.source,
    refId: id,
    data,
  }
}

async function idOfCause(tx: Tx, causeKey: string | undefined): Promise<number | undefined> {
  if (causeKey === undefined) return undefined
  return (await tx.careTask.findUnique({ where: { causeKey }, select: { id: true } }))?.id
}
