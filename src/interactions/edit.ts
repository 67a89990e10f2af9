import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import { say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { storable, typedParts, withTyped } from '../chat/typed-text.ts'
import { wording } from '../chat/wording.ts'
import { goneMessage } from '../customers/messages.ts'
import { customerById, customerResource } from '../customers/store.ts'
import { customerChoice } from '../customers/suggest.ts'
import type { CareTask } from '../database/generated/client.ts'
import { openTaskOfLog } from '../tasks/change.ts'
import { dayOf } from '../tasks/task.ts'
import { applyEdit } from './apply-edit.ts'
import { type EntryForm, type EntryValues, entryForm, entryValues, fieldLength } from './form.ts'
import { type FieldName, type FieldValues, fields, markOf, merge } from './merge.ts'
import { entryMessage } from './messages.ts'
import { offersOf } from './offers.ts'
import { reread } from './reread.ts'
import { type InteractionRecord, interactionById } from './store.ts'

const words = wording({
  en: {
    gone: 'This log is no longer there.',
    undone: 'This log was undone, so there is nothing to edit.',
    needText: 'Please write what happened.',
    conflict: (names: string) =>
      `Somebody changed this log while you did. What you both changed: ${names}. The fields show your version; the other says: `,
    saveAgain: ' Save again to keep yours.',
    long: 'The note is too long for this form and stays as it is.',
    customer: 'customer',
    text: 'text',
    kind: 'kind',
    sentiment: 'mood',
    next: 'next step',
    due: 'due day',
    list: ', ',
    is: (field: string, value: string) => `${field}: ${value}`,
    between: '; ',
    end: '.',
  },
  'zh-CN': {
    gone: '这条跟进已不存在。',
    undone: '这条跟进已撤销，无法修改。',
    needText: '请填写跟进内容。',
    conflict: (names: string) => `您修改期间，其他人也改了这条跟进。双方都改动的有：${names}。表单里是您的版本，对方写的是：`,
    saveAgain: '再次保存即以您的为准。',
    long: '这条跟进太长，表单放不下，内容保持不变。',
    customer: '客户',
    text: '内容',
    kind: '方式',
    sentiment: '态度',
    next: '下一步',
    due: '到期日',
    list: '、',
    is: (field: string, value: string) => `${field}“${value}”`,
    between: '；',
    end: '。',
  },
})

const state = z.strictObject({ interactionId: z.int32(), base: z.partialRecord(z.enum(fields), z.string().max(20)) })

type Found = { kind: 'entry'; interaction: InteractionRecord; task: CareTask | null } | { kind: 'answer'; reply: Reply }

export const editAction = action({
  id: 'interactions.edit',
  needs: 'interaction.edit',
  value: z.strictObject({ interactionId: z.int32() }),
  async run(context, { interactionId }) {
    const found = await find(context, interactionId)
    if (found.kind === 'answer') return found.reply
    const current = valuesOf(found.interaction, found.task)
    return { kind: 'form', form: await editForm(context, interactionId, current, current) }
  },
})

export const editFormEntry = formEntry({
  id: 'interactions.edit',
  needs: 'interaction.edit',
  state,
  values: entryValues,
  async submit(context, values, { interactionId, base }) {
    const typed = [values.text, values.next].filter(Boolean).join('\n')
    // The second of two who save at once waits here and then sees what the first wrote.
    await context.tx.$queryRaw`SELECT 1 AS locked FROM "Interaction" WHERE id = ${interactionId} FOR UPDATE`
    const found = await find(context, interactionId)
    if (found.kind === 'answer') return withText(found.reply, typed)
    const { interaction, task } = found
    const current = valuesOf(interaction, task)
    const merged = merge(base, submitted(values, current), current)
    if (!merged.values.text.trim()) return { kind: 'invalid', errors: { text: words(context.locale).needText } }
    if (merged.conflicts.length) {
      const form = await editForm(
        context,
        interactionId,
        merged.values,
        current,
        conflictText(context, merged.conflicts, current),
      )
      return { kind: 'next-form', form }
    }
    const customer = await customerById(context.tx, Number(merged.values.customer))
    if (!customer) return { kind: 'message', message: withTyped(context.locale, goneMessage(context.locale).summary, typed) }
    context.demand('interaction.log', customerResource(customer))
    const { values: meant, parsed, understood } = reread(context, merged.values, current)
    const saved = await applyEdit(context, interaction, task, customer, meant)
    const isSame = meant.text === current.text && customer.id === interaction.customerId
    const offers = isSame ? { offers: [] } : await offersOf(context, customer, interactionId, parsed.proposals)
    return {
      kind: 'message',
      message: entryMessage(context, saved.interaction, saved.task, { understood, ...offers, changed: true }),
    }
  },
})

async function find(context: Context, id: number): Promise<Found> {
  const interaction = await interactionById(context.tx, id)
  const text = words(context.locale)
  const answer = (line: string): Found => ({ kind: 'answer', reply: { kind: 'message', message: say(context.locale, line) } })
  if (!interaction) return answer(text.gone)
  const { customer, memberId } = interaction
  context.demand('customer.read', customerResource(customer))
  context.demand('interaction.edit', { teamId: customer.teamId, ownerId: memberId })
  if (interaction.undoneAt) return answer(text.undone)
  return { kind: 'entry', interaction, task: await openTaskOfLog(context.tx, id) }
}

function withText(reply: Reply, typed: string): Reply {
  if (reply.kind === 'message' && typed) reply.message.parts.push(...typedParts(typed))
  return reply
}

function valuesOf(interaction: InteractionRecord, task: CareTask | null): FieldValues {
  return {
    customer: String(interaction.customerId),
    text: interaction.note,
    kind: interaction.kind,
    sentiment: interaction.sentiment,
    next: task?.title ?? '',
    due: task ? dayOf(task.dueOn) : '',
  }
}

/** An emptied field is empty; one that was not in the form is as it was. */
function submitted(values: EntryValues, current: FieldValues): FieldValues {
  return {
    customer: values.customer,
    text: values.text === undefined ? current.text : storable(values.text ?? ''),
    kind: values.kind ?? current.kind,
    sentiment: values.sentiment ?? current.sentiment,
    next: storable(values.next?.trim() ?? ''),
    due: values.due ?? '',
  }
}

/** Shows `shown`; the marks are those of `current`, so that saving again is measured against what is stored now. */
async function editForm(
  context: Context,
  interactionId: number,
  shown: FieldValues,
  current: FieldValues,
  conflict?: string,
): Promise<Form> {
  const customer = await customerById(context.tx, Number(shown.customer))
  const isLong = current.text.length > fieldLength
  const { kind, sentiment } = entryValues
    .pick({ kind: true, sentiment: true })
    .catch({})
    .parse({ kind: shown.kind, sentiment: shown.sentiment })
  const entry: EntryForm = {
    customer: customer ? customerChoice(customer) : null,
    text: isLong ? null : shown.text,
    kind,
    sentiment,
    next: shown.next,
    due: shown.due || null,
  }
  const base = Object.fromEntries(
    fields.filter(field => field !== 'text' || !isLong).map(field => [field, markOf(current[field])]),
  )
  const intro = [conflict ?? '', isLong ? words(context.locale).long : ''].filter(Boolean).join(' ')
  return entryForm(context, 'interactions.edit', entry, { interactionId, base }, intro)
}

function conflictText(context: Context, conflicts: FieldName[], current: FieldValues): string {
  const text = words(context.locale)
  const others = conflicts.map(field => text.is(text[field], current[field].slice(0, 300) || '–')).join(text.between)
  return `${text.conflict(conflicts.map(field => text[field]).join(text.list))}${others}${text.end}${text.saveAgain}`
}
