import { z } from 'zod'
import { audit } from '../chat/audit.ts'
import type { Context } from '../chat/context.ts'
import { type Action, action, type FormEntry, formEntry, type Verb } from '../chat/feature.ts'
import type { Form } from '../chat/form.ts'
import type { Message } from '../chat/message.ts'
import { plainText } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../customers/about.ts'
import { goneMessage } from '../customers/messages.ts'
import type { CustomerRecord } from '../customers/store.ts'
import { backupsIn } from './backups.ts'
import { eraseCustomer } from './erase.ts'
import { erasedLines } from './messages.ts'

const words = wording({
  en: {
    title: 'Erase a customer',
    submit: 'Erase for good',
    intro: (name: string) =>
      `Everything personal about ${name} is removed: record, contacts, log entries, tasks, tickets and what else names them. Figures stay, with a record that names nobody. Nothing brings it back; export it first if you need a copy.`,
    name: 'Type the customer’s name, exactly as it is written above',
    different: 'This is not the name, letter by letter.',
    button: 'Erase…',
  },
  'zh-CN': {
    title: '抹除客户资料',
    submit: '永久抹除',
    intro: (name: string) =>
      `将永久清除“${name}”的全部个人资料：客户档案、联系人、跟进记录、任务、工单等。统计数字以匿名方式保留。抹除后无法恢复，如需留底请先导出。`,
    name: '请输入客户名称，须与上面完全一致',
    different: '与客户名称不完全一致。',
    button: '抹除……',
  },
})

export const eraseVerb: Verb = {
  name: 'erase',
  words: ['erase', '抹除', '删除资料'],
  usage: { en: '/customer erase acme', 'zh-CN': '/customer 抹除 知客' },
  needs: 'customer.erase',
  async run(context, rest) {
    const label = words(context.locale).button
    const act = (customer: CustomerRecord) => [{ action: 'privacy.erase', label, value: { customerId: customer.id } }]
    return withCustomer(context, await aboutWhom(context, rest), act, async customer => {
      context.demand('customer.erase', { teamId: customer.teamId })
      return { kind: 'form', form: eraseForm(context, customer) }
    })
  },
}

const customerId = z.strictObject({ customerId: z.int32() })

export const eraseAction: Action = action({
  id: 'privacy.erase',
  needs: 'customer.erase',
  value: customerId,
  run: (context, value) =>
    withClicked(context, value.customerId, 'customer.erase', async customer => ({
      kind: 'form',
      form: eraseForm(context, customer),
    })),
})

function eraseForm({ locale }: Context, customer: CustomerRecord): Form {
  const text = words(locale)
  return {
    id: 'privacy.erase',
    title: text.title,
    submit: text.submit,
    intro: text.intro(customer.name),
    fields: [{ kind: 'text', name: 'name', label: text.name, maxLength: 300 }],
    state: { customerId: customer.id },
  }
}

/** The form that erases; `backups` is the folder whose backups the answer names. */
export function eraseSubmit(backups: string): FormEntry {
  return formEntry({
    id: 'privacy.erase',
    needs: 'customer.erase',
    state: customerId,
    values: z.strictObject({ name: z.string().max(1_000).nullish() }),
    submit: (context, { name }, state) =>
      withClicked(context, state.customerId, 'customer.erase', async customer => {
        if (name?.trim() !== customer.name.trim()) return { kind: 'invalid', errors: { name: words(context.locale).different } }
        const { tx, rooms, now, locale } = context
        const kept = await backupsIn(backups)
        const erased = await eraseCustomer(tx, rooms, customer.id, now)
        if (!erased) return { kind: 'message', message: goneMessage(locale) }
        await audit(tx, context, 'customer.erase', JSON.stringify({ customerId: customer.id }), 'granted', now)
        return { kind: 'message', message: erasedMessage(context, customer, { ...erased, backups: kept }) }
      }),
  })
}

function erasedMessage({ locale }: Context, customer: CustomerRecord, erased: Parameters<typeof erasedLines>[2]): Message {
  const lines = erasedLines(locale, customer, erased)
  return { locale, summary: plainText(lines[0] ?? []), parts: lines.map(text => ({ kind: 'text', text })) }
}
