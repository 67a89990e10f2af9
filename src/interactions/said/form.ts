import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import type { Choice, Field, Form } from '../../chat/form.ts'
import { wording } from '../../chat/wording.ts'
import { fieldLength } from '../form.ts'
import { KINDS } from '../kind.ts'
import { kindIcons, kindWords } from '../words.ts'
import type { KeptWords } from './words-kept.ts'

const words = wording({
  en: {
    title: 'Log to a customer',
    save: 'Save',
    customer: 'Customer',
    what: 'What to log',
    message: 'This message',
    thread: (messages: number, more: boolean) => `The whole thread (${more ? 'the first ' : ''}${messages} messages)`,
    threadHint: 'The thread is shown for a look before it is saved',
    unread: 'I cannot read the thread: invite me to the channel to log all of it. This message can be logged.',
    text: 'Text',
    transcript: 'The thread',
    look: 'This is what will be logged. Change what you like.',
    kind: 'Kind',
    next: 'Next step',
    nextHint: 'Becomes your task: “friday send the quote”',
  },
  'zh-CN': {
    title: '记到客户跟进',
    save: '保存',
    customer: '客户',
    what: '记录内容',
    message: '只记这条消息',
    thread: (messages: number, more: boolean) => `整个话题（${more ? '前 ' : '共 '}${messages} 条消息）`,
    threadHint: '保存前会先显示整个话题，可以修改',
    unread: '我读不到这个话题：请把我邀请进频道后再记录整个话题。这条消息可以直接记录。',
    text: '内容',
    transcript: '话题内容',
    look: '以下内容将被记录，可以修改。',
    kind: '方式',
    next: '下一步',
    nextHint: '会成为您的任务，例如“周五发报价”',
  },
})

const optionalText = z.string().nullable().optional()

export const saidValues = z.strictObject({
  customer: z.string().regex(/^\d{1,9}$/),
  what: z.enum(['message', 'thread']).nullable().optional(),
  text: optionalText,
  transcript: optionalText,
  kind: z.enum(KINDS).nullable().optional(),
  next: optionalText,
})
export type SaidValues = z.infer<typeof saidValues>

/** The form of a message shortcut. `draft` names what was said, kept until the form is submitted. */
export function saidForm({ locale }: Pick<Context, 'locale'>, kept: KeptWords, draft: string, customer: Choice | null): Form {
  const text = words(locale)
  const { thread } = kept
  const intro = kept.threadUnread ? { intro: text.unread } : {}
  const what: Field[] = thread
    ? [
        {
          kind: 'choice',
          name: 'what',
          label: text.what,
          hint: text.threadHint,
          value: 'message',
          options: [
            { value: 'message', label: text.message },
            { value: 'thread', label: text.thread(thread.messages, thread.more) },
          ],
        },
      ]
    : []
  return {
    id: 'interactions.said',
    title: text.title,
    submit: text.save,
    ...intro,
    fields: [
      customerField(text.customer, customer),
      ...what,
      {
        kind: 'text',
        name: 'text',
        label: text.text,
        multiline: true,
        optional: thread !== null,
        maxLength: fieldLength,
        value: kept.text,
      },
      ...lastFields(locale),
    ],
    state: { draft },
  }
}

/** The second look, when the whole thread was chosen: its text, to be changed. */
export function threadForm({ locale }: Pick<Context, 'locale'>, transcript: string, draft: string, values: SaidValues): Form {
  const text = words(locale)
  return {
    id: 'interactions.said',
    title: text.title,
    submit: text.save,
    intro: text.look,
    fields: [
      { kind: 'text', name: 'transcript', label: text.transcript, multiline: true, maxLength: fieldLength, value: transcript },
      ...lastFields(locale, values),
    ],
    state: { draft, customer: values.customer },
  }
}

const customerField = (label: string, value: Choice | null): Field => ({
  kind: 'customer',
  name: 'customer',
  label,
  ...(value ? { value } : {}),
})

function lastFields(locale: Context['locale'], { kind, next }: Partial<SaidValues> = {}): Field[] {
  const text = words(locale)
  const names = kindWords(locale)
  const options = KINDS.map(one => ({ value: one, label: `${kindIcons[one]} ${names[one]}` }))
  return [
    { kind: 'choice', name: 'kind', label: text.kind, options, optional: true, value: kind ?? 'message' },
    {
      kind: 'text',
      name: 'next',
      label: text.next,
      hint: text.nextHint,
      optional: true,
      maxLength: 1_000,
      ...(next ? { value: next } : {}),
    },
  ]
}
