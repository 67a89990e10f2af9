import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { action, formEntry } from '../chat/feature.ts'
import { type Message, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { storable, typedParts, withTyped } from '../chat/typed-text.ts'
import { wording } from '../chat/wording.ts'
import { goneMessage, pickList, quoted } from '../customers/messages.ts'
import { type CustomerRecord, customerById, customerResource } from '../customers/store.ts'
import { customerChoice } from '../customers/suggest.ts'
import { helpVerb } from '../people/help.ts'
import { namedText } from '../people/named-text.ts'
import { type About, aboutWhom } from '../tasks/about.ts'
import { keepDraft, readDraft, takeDraft } from './draft.ts'
import { type EntryForm, type EntryValues, emptyEntry, entryForm, entryValues, fieldLength } from './form.ts'
import { splitLog } from './parse.ts'
import { record, type SetByHand } from './record.ts'
import { readStep } from './step.ts'

const words = wording({
  en: {
    here: 'Log here',
    kept: 'Your text is kept until you choose (24 hours):',
    used: 'This text was already logged, or it is older than a day.',
    noWho: (who: string) => `No customer matches “${who}”. Choose the customer; your text is kept.`,
    noRow: (number: number) => `Row ${number} is not on the list you saw last. Choose the customer; your text is kept.`,
    askWho: 'Which customer is it about? Your text is kept.',
    long: (length: number) =>
      `Your text (${length} characters) is too long for this form and is kept whole; it is saved with the customer you choose.`,
    needText: 'Please write what happened.',
  },
  'zh-CN': {
    here: '记到这里',
    kept: '在您选择之前，内容会保留 24 小时：',
    used: '这段内容已经记录过，或者已超过一天。',
    noWho: (who: string) => `没有找到与“${who}”匹配的客户。请选择客户，您写的内容已保留。`,
    noRow: (number: number) => `您最近看到的列表里没有第 ${number} 项。请选择客户，您写的内容已保留。`,
    askWho: '这条跟进是关于哪位客户的？您写的内容已保留。',
    long: (length: number) => `您写的内容有 ${length} 个字符，表单放不下，已完整保留；选好客户后会一并保存。`,
    needText: '请填写跟进内容。',
  },
})

/** `/log acme: called Anna`: stored at once when it is clear who is meant, otherwise asked; the text is never lost. */
export async function runLog(context: Context, line: string): Promise<Reply> {
  const typed = storable(await namedText(context.tx, context.actor.platform, line))
  if (helpVerb.words.includes(typed.trim().toLowerCase())) return helpVerb.run(context, 'log')
  if (!typed.trim()) return { kind: 'form', form: entryForm(context, 'interactions.log', emptyEntry, {}) }
  const about = await aboutWhom(context, typed, splitLog(typed))
  if (about.kind === 'one' && about.text) return record(context, about.customer, about.text)
  if (about.kind === 'many') return pick(context, about)
  return ask(context, about)
}

async function pick(context: Context, about: Extract<About, { kind: 'many' }>): Promise<Reply> {
  const { here, kept } = words(context.locale)
  if (!about.text) {
    const open = (customer: CustomerRecord) => [{ action: 'interactions.log', label: here, value: { customerId: customer.id } }]
    return { kind: 'message', message: pickList(context, about.who, about.customers, open) }
  }
  const draft = await keepDraft(context, about.text)
  const message: Message = pickList(context, about.who, about.customers, customer => [
    { action: 'interactions.pick', label: here, value: { customerId: customer.id, draft } },
  ])
  message.parts.push({ kind: 'note', text: [kept], priority: 9 }, ...typedParts(about.text))
  return { kind: 'message', message }
}

async function ask(context: Context, about: Exclude<About, { kind: 'many' }>): Promise<Reply> {
  const text = words(context.locale)
  const isLong = about.text.length > fieldLength
  const why = {
    one: '',
    none: about.kind === 'none' && about.who ? text.noWho(quoted(about.who)) : about.text ? text.askWho : '',
    'row-gone': about.kind === 'row-gone' ? text.noRow(about.number) : '',
  }[about.kind]
  const intro = [why, isLong ? text.long(about.text.length) : ''].filter(Boolean).join(' ')
  const state = isLong ? { draft: await keepDraft(context, about.text) } : {}
  const customer = about.kind === 'one' ? customerChoice(about.customer) : null
  const entry: EntryForm = { ...emptyEntry, customer, text: isLong ? null : about.text }
  return { kind: 'form', form: entryForm(context, 'interactions.log', entry, state, intro) }
}

export const logAction = action({
  id: 'interactions.log',
  needs: 'interaction.log',
  value: z.strictObject({ customerId: z.int32() }),
  async run(context, { customerId }) {
    const customer = await customerById(context.tx, customerId)
    if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
    context.demand('interaction.log', customerResource(customer))
    const entry = { ...emptyEntry, customer: customerChoice(customer) }
    return { kind: 'form', form: entryForm(context, 'interactions.log', entry, {}) }
  },
})

/** A row of the pick list: logs the kept text there, once. */
export const pickAction = action({
  id: 'interactions.pick',
  needs: 'interaction.log',
  value: z.strictObject({ customerId: z.int32(), draft: z.string().max(100) }),
  async run(context, { customerId, draft }) {
    const text = await readDraft(context, draft)
    if (text === null) return { kind: 'message', message: say(context.locale, words(context.locale).used) }
    const customer = await customerById(context.tx, customerId)
    if (!customer) return { kind: 'message', message: withTyped(context.locale, goneMessage(context.locale).summary, text) }
    if ((await takeDraft(context, draft)) === null)
      return { kind: 'message', message: say(context.locale, words(context.locale).used) }
    return record(context, customer, text, {}, 'replace')
  },
})

export const logFormEntry = formEntry({
  id: 'interactions.log',
  needs: 'interaction.log',
  state: z.strictObject({ draft: z.string().max(100).optional() }),
  values: entryValues,
  async submit(context, values, state) {
    const kept = state.draft === undefined ? null : await readDraft(context, state.draft)
    const text = storable(kept ?? (await namedText(context.tx, context.actor.platform, values.text ?? ''))).trim()
    if (!text && state.draft !== undefined) return { kind: 'message', message: say(context.locale, words(context.locale).used) }
    if (!text) return { kind: 'invalid', errors: { text: words(context.locale).needText } }
    const customer: CustomerRecord | null = await customerById(context.tx, Number(values.customer))
    if (!customer) return { kind: 'message', message: withTyped(context.locale, goneMessage(context.locale).summary, text) }
    if (state.draft !== undefined && (await takeDraft(context, state.draft)) === null)
      return { kind: 'message', message: say(context.locale, words(context.locale).used) }
    return record(context, customer, text, chosen(context, values))
  },
})

/** What the form's fields set by hand; the rest is read from the text. */
function chosen(context: Context, { kind, sentiment, next, due }: EntryValues): SetByHand {
  return {
    ...(kind && kind !== 'auto' ? { kind } : {}),
    ...(sentiment && sentiment !== 'auto' ? { sentiment } : {}),
    ...(next?.trim() ? readStep(context, storable(next.trim()), due ?? null) : {}),
  }
}
