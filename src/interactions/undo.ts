import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action } from '../chat/feature.ts'
import { bold, type Inline, type Message, type Part, plainText, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { typedParts } from '../chat/typed-text.ts'
import { wording } from '../chat/wording.ts'
import { addActivity } from '../customers/activity.ts'
import { customerResource } from '../customers/store.ts'
import { dropTask, openTaskOfLog } from '../tasks/change.ts'
import { type InteractionRecord, interactionById, recomputeLastContact } from './store.ts'

const words = wording({
  en: {
    gone: 'This log is no longer there.',
    already: 'This log was undone before.',
    notYours: 'Only who wrote a log can undo it. You can edit it.',
    tooLate: 'A log can be undone within 24 hours. You can still edit it.',
    undone: 'Undone: the log for ',
    task: (title: string) => ` The task “${title}” it made is dropped too.`,
    end: '.',
    text: 'Your text, in case you want to log it elsewhere:',
  },
  'zh-CN': {
    gone: '这条跟进已不存在。',
    already: '这条跟进之前已经撤销。',
    notYours: '只有写这条跟进的人可以撤销，您可以修改它。',
    tooLate: '跟进只能在 24 小时内撤销，现在仍可以修改。',
    undone: '已撤销跟进：',
    task: (title: string) => ` 由它产生的任务“${title}”也已撤销。`,
    end: '。',
    text: '原文如下，可以复制后重新记录：',
  },
})

const undoForMs = 24 * 60 * 60 * 1000

/** Takes a log back, within a day, by its writer: it counts nowhere any more, and the open task it made is dropped. */
export const undoAction = action({
  id: 'interactions.undo',
  needs: 'interaction.edit',
  value: z.strictObject({ interactionId: z.int32() }),
  async run(context, { interactionId }) {
    const interaction = await interactionById(context.tx, interactionId)
    const text = words(context.locale)
    const answer = (line: string): Reply => ({ kind: 'message', message: say(context.locale, line) })
    if (!interaction) return answer(text.gone)
    context.demand('customer.read', customerResource(interaction.customer))
    context.demand('interaction.edit', { teamId: interaction.customer.teamId, ownerId: interaction.memberId })
    if (interaction.memberId !== context.actor.memberId) return answer(text.notYours)
    if (context.now.getTime() - interaction.createdAt.getTime() > undoForMs) return answer(text.tooLate)
    const { count } = await context.tx.interaction.updateMany({
      where: { id: interaction.id, undoneAt: null },
      data: { undoneAt: context.now, version: { increment: 1 } },
    })
    return count === 0 ? answer(text.already) : undo(context, interaction)
  },
})

async function undo(context: Context, interaction: InteractionRecord): Promise<Reply> {
  const { tx, now, actor, locale } = context
  const task = await openTaskOfLog(tx, interaction.id)
  const isDropped = task !== null && (await dropTask(tx, task, actor.memberId, now))
  await recomputeLastContact(tx, interaction.customerId)
  // What was taken back is not to be read on the timeline either; that something was, is.
  await tx.activity.updateMany({
    where: { customerId: interaction.customerId, at: interaction.at, kind: 'interaction', refId: interaction.id },
    data: { data: { kind: interaction.kind, undone: true } },
  })
  await addActivity(tx, {
    customerId: interaction.customerId,
    kind: 'interaction.undone',
    at: now,
    memberId: actor.memberId,
    source: 'chat',
    refId: interaction.id,
    data: { kind: interaction.kind },
  })
  const records = await takeBackRecords(context, interaction.id)
  const text = words(locale)
  const line: Inline[] = [text.undone, bold(interaction.customer.name), text.end, isDropped ? text.task(task.title) : '']
  const message: Message = {
    locale,
    summary: plainText(line),
    parts: [{ kind: 'text', text: line }, ...records, { kind: 'note', text: [text.text] }, ...typedParts(interaction.note)],
  }
  return { kind: 'replace', message }
}

/** Orders and the like that were saved from the log count no more either. */
async function takeBackRecords(context: Context, interactionId: number): Promise<Part[]> {
  const parts: Part[] = []
  for (const room of context.rooms.logRecords) {
    const text = await room.undo(context, interactionId)
    if (text) parts.push({ kind: 'text', text, priority: 8 })
  }
  return parts
}
