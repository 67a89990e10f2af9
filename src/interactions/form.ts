import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import type { Choice, Field, Form } from '../chat/form.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { KINDS } from './kind.ts'
import type { Sentiment } from './parse.ts'
import { kindIcons, kindWords, sentimentIcons, sentimentWords } from './words.ts'

const words = wording({
  en: {
    logTitle: 'Log a contact',
    editTitle: 'Edit the log',
    save: 'Save',
    customer: 'Customer',
    text: 'What happened',
    textHint: 'As in /log: #call, “next: friday send the quote” and orders are understood',
    kind: 'Kind',
    sentiment: 'Mood',
    auto: 'From the text',
    next: 'Next step',
    nextHint: 'Becomes your task',
    due: 'Due',
    dueHint: 'Empty: the date in the next step, else the next working day',
  },
  'zh-CN': {
    logTitle: '写跟进',
    editTitle: '修改跟进',
    save: '保存',
    customer: '客户',
    text: '跟进内容',
    textHint: '写法与 /log 相同：#电话、“下一步：周五发报价”、订单金额都会识别',
    kind: '方式',
    sentiment: '态度',
    auto: '按内容判断',
    next: '下一步',
    nextHint: '会成为您的任务',
    due: '到期日',
    dueHint: '不填：按下一步里的日期，没有则为下一个工作日',
  },
})

/** What a platform's text field holds; a longer text is kept apart. */
export const fieldLength = 3_000
const nextLength = 1_000
export const sentiments = ['positive', 'neutral', 'negative'] as const satisfies readonly Sentiment[]

const optionalText = z.string().nullable().optional()

/** What both forms submit. `text` is absent when it is too long for a field. */
export const entryValues = z.strictObject({
  customer: z.string().regex(/^\d{1,9}$/),
  text: optionalText,
  kind: z
    .enum(['auto', ...KINDS])
    .nullable()
    .optional(),
  sentiment: z
    .enum(['auto', ...sentiments])
    .nullable()
    .optional(),
  next: optionalText,
  due: z.iso.date().nullable().optional(),
})
export type EntryValues = z.infer<typeof entryValues>

/** What a form shows when it opens. */
export interface EntryForm {
  /** Chosen, or those to choose from; none: by type-ahead. */
  customer: Choice | null
  /** Null: too long for a field, kept elsewhere. */
  text: string | null
  kind: EntryValues['kind']
  sentiment: EntryValues['sentiment']
  next: string
  due: string | null
}

export const emptyEntry: EntryForm = { customer: null, text: '', kind: 'auto', sentiment: 'auto', next: '', due: null }

/** The log's form, new or to edit; `auto` is offered only for new ones. */
export function entryForm(
  context: Pick<Context, 'locale'>,
  id: 'interactions.log' | 'interactions.edit',
  entry: EntryForm,
  state: Form['state'],
  intro?: string,
): Form {
  const text = words(context.locale)
  const isNew = id === 'interactions.log'
  return {
    id,
    title: isNew ? text.logTitle : text.editTitle,
    submit: text.save,
    ...(intro ? { intro } : {}),
    fields: [
      { kind: 'customer', name: 'customer', label: text.customer, ...(entry.customer ? { value: entry.customer } : {}) },
      ...textFields(context.locale, entry, isNew),
      choice('kind', text.kind, kindChoices(context.locale, isNew), entry.kind),
      choice('sentiment', text.sentiment, sentimentChoices(context.locale, isNew), entry.sentiment),
      {
        kind: 'text',
        name: 'next',
        label: text.next,
        hint: text.nextHint,
        optional: true,
        maxLength: nextLength,
        ...filled(entry.next),
      },
      {
        kind: 'date',
        name: 'due',
        label: text.due,
        hint: text.dueHint,
        optional: true,
        ...(entry.due ? { value: entry.due } : {}),
      },
    ],
    state,
  }
}

function textFields(locale: Locale, entry: EntryForm, isNew: boolean): Field[] {
  if (entry.text === null) return []
  const { text: label, textHint } = words(locale)
  const hint = isNew ? { hint: textHint } : {}
  return [{ kind: 'text', name: 'text', label, ...hint, multiline: true, maxLength: fieldLength, ...filled(entry.text) }]
}

const filled = (value: string): { value?: string } => (value ? { value } : {})

function choice(name: string, label: string, options: Choice[], value: string | null | undefined): Field {
  return { kind: 'choice', name, label, options, optional: true, ...(value ? { value } : {}) }
}

function kindChoices(locale: Locale, isNew: boolean): Choice[] {
  const names = kindWords(locale)
  const kinds = KINDS.map(kind => ({ value: kind, label: `${kindIcons[kind]} ${names[kind]}` }))
  return isNew ? [{ value: 'auto', label: words(locale).auto }, ...kinds] : kinds
}

function sentimentChoices(locale: Locale, isNew: boolean): Choice[] {
  const names = sentimentWords(locale)
  const moods = sentiments.map(mood => ({ value: mood, label: `${sentimentIcons[mood]} ${names[mood]}` }))
  return isNew ? [{ value: 'auto', label: words(locale).auto }, ...moods] : moods
}
