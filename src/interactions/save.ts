import type { Context } from '../chat/context.ts'
import { addActivity } from '../customers/activity.ts'
import type { CustomerRecord } from '../customers/store.ts'
import { createTask } from '../tasks/create.ts'
import type { TaskRecord } from '../tasks/store.ts'
import { clip, titleLength } from '../tasks/task.ts'
import type { InteractionKind, NextStep, Sentiment } from './parse.ts'
import { type InteractionRecord, interactionById, touchLastContact } from './store.ts'
import { topicsText } from './topics.ts'

/** A log entry to be stored. */
export interface Entry {
  note: string
  kind: InteractionKind
  sentiment: Sentiment
  nextStep: NextStep | null
}

/** Where a log comes from that is about something somebody said in chat. */
export interface Source {
  /** The platform's id of the message or thread. */
  ref: string
  at: Date
  link: string | null
}

export interface Saved {
  interaction: InteractionRecord
  task: TaskRecord | null
}

/** Stores the entry, moves the customer's last contact and makes the task of its next step. Access is the caller's business. */
export async function saveEntry(context: Context, customer: CustomerRecord, entry: Entry, source?: Source): Promise<Saved> {
  const { tx, now, actor } = context
  const { note, kind, sentiment } = entry
  const at = source?.at ?? now
  const link = source?.link ?? null
  const origin = { said: source?.ref ?? null, link }
  const { id } = await tx.interaction.create({
    data: {
      customerId: customer.id,
      at,
      kind,
      memberId: actor.memberId,
      note,
      sentiment,
      topics: topicsText(note),
      ...origin,
      createdAt: now,
    },
    select: { id: true },
  })
  await touchLastContact(tx, customer.id, at)
  await addActivity(tx, {
    customerId: customer.id,
    kind: 'interaction',
    at,
    memberId: actor.memberId,
    source: 'chat',
    refId: id,
    data: { kind, sentiment, note: clip(note, 500), ...(link ? { link } : {}) },
  })
  const task = entry.nextStep ? await taskOf(context, customer, id, entry.nextStep) : null
  const interaction = await interactionById(tx, id)
  if (!interaction) throw new Error('the entry just stored is not there')
  return { interaction, task }
}

/** The next step as a task of its writer; what is too long for a title stays whole as the suggestion. */
export async function taskOf(
  context: Context,
  customer: { id: number; teamId: number },
  interactionId: number,
  step: NextStep,
): Promise<TaskRecord> {
  const { tx, outbox, actor, now } = context
  const { task } = await createTask(tx, outbox, {
    customerId: customer.id,
    teamId: customer.teamId,
    title: clip(step.text, titleLength),
    ...(step.text.length > titleLength ? { suggestion: step.text } : {}),
    dueOn: step.dueDate,
    dueTime: step.time ?? null,
    assigneeId: actor.memberId,
    cause: 'log',
    interactionId,
    actor,
    source: 'chat',
    now,
  })
  return task
}
