import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import { bold, type Fact, type Inline, type Message, type Part, plainText } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { CareTask } from '../database/generated/client.ts'
import { dayOf } from '../tasks/task.ts'
import type { NextStep, ParsedLog } from './parse.ts'
import { type Offer, offerParts } from './proposal-parts.ts'
import type { InteractionRecord } from './store.ts'
import { kindIcon, kindName, sentimentName } from './words.ts'

const words = wording({
  en: {
    logged: 'Logged for ',
    changed: 'Changed the log for ',
    end: '.',
    kind: 'Kind',
    sentiment: 'Mood',
    note: 'Note',
    next: 'Next step',
    fromTag: ' (from your tag)',
    fromDefault: ' (nothing in the text says more)',
    mood: (expressions: string) => ` (${expressions})`,
    due: (day: string) => `, due ${day}`,
    fromText: ' (from your text)',
    nextDay: ' (next working day: no date given)',
    notThere: (date: string) => ` (next working day: ${date} does not exist)`,
    none: 'none',
    impossible: (date: string) => `“${date}” is a date that does not exist. The log is saved; set the right date with Edit.`,
    past: (day: string) =>
      `The renewal date ${day} is in the past, so no renewal is offered. If it is wrong, correct it with Edit.`,
    edit: 'Edit',
    undo: 'Undo',
    whole: ' (shortened here, saved whole)',
    join: ', ',
  },
  'zh-CN': {
    logged: '已记录跟进：',
    changed: '已修改跟进：',
    end: '',
    kind: '方式',
    sentiment: '态度',
    note: '内容',
    next: '下一步',
    fromTag: '（来自标签）',
    fromDefault: '（内容里没有写明）',
    mood: (expressions: string) => `（${expressions}）`,
    // A bold title is bold in Slack only between spaces.
    due: (day: string) => ` · ${day}${/\d$/.test(day) ? ' ' : ''}到期`,
    fromText: '（按您写的日期）',
    nextDay: '（没写日期，默认下一个工作日）',
    notThere: (date: string) => `（${date}不存在，默认下一个工作日）`,
    none: '无',
    impossible: (date: string) => `“${date}”这个日期不存在。跟进已保存，请点“修改”填写正确的日期。`,
    past: (day: string) => `续约日期 ${day} 已经过去，因此没有提示登记续约。如果写错了，请点“修改”更正。`,
    edit: '修改',
    undo: '撤销',
    whole: '（此处有省略，原文已完整保存）',
    join: '、',
  },
})

/** How what is shown was understood; null once a person has set it by hand. */
export type Understood = Pick<ParsedLog, 'kindFrom' | 'sentimentWords' | 'impossibleDate'> & {
  dueFrom: NextStep['dueFrom'] | null
}

const shownNote = 900

/** What was stored and why it was read that way, with Edit, Undo and a question for each offer. */
export function entryMessage(
  context: Context,
  interaction: InteractionRecord,
  task: CareTask | null,
  options: { understood: Understood | null; offers: readonly Offer[]; changed?: boolean; pastRenewal?: LocalDate | null },
): Message {
  const { locale } = context
  const text = words(locale)
  const line: Inline[] = [options.changed ? text.changed : text.logged, bold(interaction.customer.name), text.end]
  const parts: Part[] = [
    { kind: 'text', text: line },
    { kind: 'facts', facts: facts(context, interaction, task, options.understood) },
  ]
  const impossible = options.understood?.impossibleDate
  if (impossible !== undefined) parts.push({ kind: 'text', text: ['⚠️ ', text.impossible(impossible)], priority: 8 })
  if (options.pastRenewal)
    parts.push({
      kind: 'text',
      text: ['⚠️ ', text.past(formatDate(options.pastRenewal, locale, context.zone, 'long'))],
      priority: 8,
    })
  const value = { interactionId: interaction.id }
  const edit = { action: 'interactions.edit', label: text.edit, value }
  const undo = { action: 'interactions.undo', label: text.undo, value }
  parts.push({ kind: 'actions', actions: interaction.memberId === context.actor.memberId ? [edit, undo] : [edit], priority: 8 })
  parts.push(...offerParts(context, { interactionId: interaction.id, customerId: interaction.customerId }, options.offers))
  return { locale, summary: plainText(line), parts }
}

function facts(context: Context, interaction: InteractionRecord, task: CareTask | null, understood: Understood | null): Fact[] {
  const { locale } = context
  const text = words(locale)
  const origin = understood ? { tag: text.fromTag, words: '', default: text.fromDefault }[understood.kindFrom] : ''
  const expressions = (understood?.sentimentWords ?? []).slice(0, 4).map(word => `“${word.slice(0, 40)}”`)
  const mood = expressions.length ? text.mood(expressions.join(text.join)) : ''
  return [
    { label: text.kind, value: [`${kindIcon(interaction.kind)} ${kindName(interaction.kind, locale)}${origin}`] },
    { label: text.sentiment, value: [`${sentimentName(interaction.sentiment, locale)}${mood}`] },
    { label: text.note, value: noteText(interaction.note, text.whole) },
    { label: text.next, value: nextStep(context, task, understood) },
  ]
}

function noteText(note: string, whole: string): Inline[] {
  const characters = [...note]
  return characters.length > shownNote ? [`${characters.slice(0, shownNote).join('')}…`, whole] : [note]
}

function nextStep(context: Context, task: CareTask | null, understood: Understood | null): Inline[] {
  const { locale, zone, now } = context
  const text = words(locale)
  if (!task) return [text.none]
  const day = `${formatDate(dayOf(task.dueOn), locale, zone, 'weekday', now)}${task.dueTime ? ` ${task.dueTime}` : ''}`
  const origins = {
    text: text.fromText,
    'next-working-day': text.nextDay,
    impossible: text.notThere(understood?.impossibleDate ?? ''),
  }
  const why = understood?.dueFrom ? origins[understood.dueFrom] : ''
  return [bold(task.title), text.due(day), why]
}
