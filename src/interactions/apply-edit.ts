import type { Context } from '../chat/context.ts'
import { addActivity } from '../customers/activity.ts'
import type { CustomerRecord } from '../customers/store.ts'
import type { CareTask } from '../database/generated/client.ts'
import { changeTask, dropTask, openTaskOfLog } from '../tasks/change.ts'
import { clip, dayOf, titleLength } from '../tasks/task.ts'
import { type FieldName, type FieldValues, fields } from './merge.ts'
import { taskOf } from './save.ts'
import { readStep } from './step.ts'
import { type InteractionRecord, interactionById, recomputeLastContact } from './store.ts'
import { topicsText } from './topics.ts'

/** Writes the merged fields: the entry, its line on the timeline, its task. Access and merging are the caller's business. */
export async function applyEdit(
  context: Context,
  interaction: InteractionRecord,
  task: CareTask | null,
  customer: CustomerRecord,
  values: FieldValues,
): Promise<{ interaction: InteractionRecord; task: CareTask | null }> {
  const { tx } = context
  const data = { customerId: customer.id, note: values.text.trim(), kind: values.kind, sentiment: values.sentiment }
  await tx.interaction.update({
    where: { id: interaction.id },
    data: { ...data, topics: topicsText(data.note), version: { increment: 1 } },
  })
  await rewriteActivity(context, interaction, customer.id, data)
  if (customer.id !== interaction.customerId) {
    await recomputeLastContact(tx, interaction.customerId)
    await recomputeLastContact(tx, customer.id)
  }
  const changed = changedFields(interaction, task, values)
  if (changed.some(field => field === 'next' || field === 'due' || field === 'customer'))
    await followTask(context, interaction.id, task, customer, values)
  if (changed.length)
    await addActivity(tx, {
      customerId: customer.id,
      kind: 'interaction.edited',
      at: context.now,
      memberId: context.actor.memberId,
      source: 'chat',
      refId: interaction.id,
      data: { fields: changed },
    })
  const saved = await interactionById(tx, interaction.id)
  if (!saved) throw new Error('the entry just edited is not there')
  return { interaction: saved, task: await openTaskOfLog(tx, interaction.id) }
}

/** The timeline shows what holds now; that it was changed is a line of its own. */
async function rewriteActivity(
  { tx }: Context,
  interaction: InteractionRecord,
  customerId: number,
  { kind, sentiment, note }: { kind: string; sentiment: string; note: string },
): Promise<void> {
  await tx.activity.updateMany({
    where: { customerId: interaction.customerId, at: interaction.at, kind: 'interaction', refId: interaction.id },
    data: {
      customerId,
      data: { kind, sentiment, note: clip(note, 500), ...(interaction.link ? { link: interaction.link } : {}) },
    },
  })
}

async function followTask(
  context: Context,
  interactionId: number,
  task: CareTask | null,
  customer: CustomerRecord,
  values: FieldValues,
): Promise<void> {
  const { tx, actor, now } = context
  if (!values.next) {
    if (task) await dropTask(tx, task, actor.memberId, now)
    return
  }
  const { nextStep: step } = readStep(context, values.next, values.due || null)
  if (!task) {
    await taskOf(context, customer, interactionId, step)
    return
  }
  const kept = dayOf(task.dueOn) === step.dueDate ? task.dueTime : null
  await changeTask(tx, task, {
    title: clip(step.text, titleLength),
    dueOn: step.dueDate,
    dueTime: step.time ?? kept,
    customerId: customer.id,
    teamId: customer.teamId,
  })
}

function changedFields(interaction: InteractionRecord, task: CareTask | null, values: FieldValues): FieldName[] {
  const before: FieldValues = {
    customer: String(interaction.customerId),
    text: interaction.note,
    kind: interaction.kind,
    sentiment: interaction.sentiment,
    next: task?.title ?? '',
    due: task ? dayOf(task.dueOn) : '',
  }
  return fields.filter(field => before[field] !== values[field])
}
