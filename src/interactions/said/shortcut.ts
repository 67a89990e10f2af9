import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formEntry, type Shortcut } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { storable, withTyped } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { goneMessage } from '../../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../../customers/store.ts'
import { customerChoice } from '../../customers/suggest.ts'
import { namedText } from '../../people/named-text.ts'
import { keepDraft, readDraft, takeDraft } from '../draft.ts'
import { fieldLength } from '../form.ts'
import { likelyCustomer } from './customer.ts'
import { type SaidValues, saidForm, saidValues, threadForm } from './form.ts'
import { recordSaid } from './record.ts'
import { type KeptWords, keptWords, wordsToKeep } from './words-kept.ts'

const words = wording({
  en: {
    used: 'This was logged already from the same form, or the form is older than a day. Use the shortcut again.',
    needText: 'Please write what happened.',
  },
  'zh-CN': { used: '这个表单已经保存过，或已超过一天。请重新使用该快捷操作。', needText: '请填写跟进内容。' },
})

/** "Log to a customer" at a message: what was said becomes a log, with its author, its time and a link back. */
export const logShortcut: Shortcut = {
  name: 'log',
  label: { en: 'Log to a customer', 'zh-CN': '记到客户跟进' },
  needs: 'interaction.log',
  async run(context, said) {
    const kept = wordsToKeep(said)
    const named = async (text: string) => storable(await namedText(context.tx, context.actor.platform, text))
    kept.text = [...(await named(kept.text))].slice(0, fieldLength).join('').slice(0, fieldLength)
    if (kept.thread) kept.thread.transcript = await named(kept.thread.transcript)
    const draft = await keepDraft(context, JSON.stringify(kept))
    const customer = await likelyCustomer(context, said.message)
    return { kind: 'form', form: saidForm(context, kept, draft, customer && customerChoice(customer)) }
  },
}

const state = z.strictObject({
  draft: z.string().max(100),
  customer: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
})

export const saidFormEntry = formEntry({
  id: 'interactions.said',
  needs: 'interaction.log',
  state,
  values: saidValues.partial({ customer: true }),
  async submit(context, typed, { draft, customer: chosen }) {
    const text = words(context.locale)
    const written = typed.transcript ?? typed.text ?? ''
    const kept = readKept(await readDraft(context, draft))
    if (!kept) return { kind: 'message', message: withTyped(context.locale, text.used, written) }
    const values: SaidValues = { ...typed, customer: chosen ?? typed.customer ?? '' }
    const transcript = typed.what === 'thread' && kept.thread ? kept.thread.transcript : null
    if (transcript !== null && transcript.length <= fieldLength)
      return { kind: 'next-form', form: threadForm(context, transcript, draft, values) }
    const note = storable(transcript ?? written).trim()
    if (!note) return { kind: 'invalid', errors: { [chosen ? 'transcript' : 'text']: text.needText } }
    const customer: CustomerRecord | null = await customerById(context.tx, Number(values.customer))
    if (!customer) return { kind: 'message', message: withTyped(context.locale, goneMessage(context.locale).summary, note) }
    return save(context, { draft, kept, customer, note, values, whole: transcript !== null || chosen !== undefined })
  },
})

interface Submitted {
  draft: string
  kept: KeptWords
  customer: CustomerRecord
  note: string
  values: SaidValues
  whole: boolean
}

async function save(context: Context, { draft, kept, customer, note, values, whole }: Submitted): Promise<Reply> {
  if (context.may('interaction.log', customerResource(customer)) && (await takeDraft(context, draft)) === null)
    return { kind: 'message', message: say(context.locale, words(context.locale).used) }
  const source = whole
    ? { ref: `${kept.threadId ?? kept.id}:thread`, at: new Date(kept.thread?.lastAt ?? kept.at), link: kept.link }
    : { ref: kept.id, at: new Date(kept.at), link: kept.link }
  return recordSaid(context, customer, source, note, values)
}

function readKept(text: string | null): KeptWords | null {
  if (text === null) return null
  try {
    return keptWords.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
