import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { addDays, type LocalDate, localDate } from '../chat/dates/zone.ts'
import { action, formEntry } from '../chat/feature.ts'
import { bold, type Message, say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { addActivity } from '../customers/activity.ts'
import { goneMessage } from '../customers/messages.ts'
import { customerById, customerResource } from '../customers/store.ts'

const words = wording({
  en: {
    label: 'Snooze…',
    title: (name: string) => `Keep quiet: ${name}`,
    submit: 'Snooze',
    until: 'Quiet until',
    reason: 'Why',
    reasonHint: 'Shown to the team, e.g. “waiting for their board meeting”',
    past: 'Choose a day after today.',
    needReason: 'Please say why.',
    snoozed: (day: string, reason: string) => `Snoozed until ${day}: ${reason}`,
    done: (day: string, reason: string) => ` stays out of the digest and of at-risk tasks until ${day}: ${reason}`,
  },
  'zh-CN': {
    label: '暂不提醒…',
    title: (name: string) => `暂不提醒：${name}`,
    submit: '确定',
    until: '暂停提醒到',
    reason: '原因',
    reasonHint: '团队可见，例如“等对方董事会结果”',
    past: '请选择今天以后的日期。',
    needReason: '请写明原因。',
    snoozed: (day: string, reason: string) => `暂停提醒到${day}：${reason}`,
    done: (day: string, reason: string) => ` 在${day}之前不再出现在日报和风险任务中。原因：${reason}`,
  },
})

const state = z.strictObject({ customerId: z.int32() })
const values = z.object({ until: z.iso.date().nullable(), reason: z.string().nullable() })

/** Opens the form that keeps the digest and the at-risk rule quiet about a customer. */
export const openQuiet = action({
  id: 'risk.quiet',
  needs: 'risk.quiet',
  value: state,
  async run(context, { customerId }): Promise<Reply> {
    const customer = await customerById(context.tx, customerId)
    if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
    context.demand('risk.quiet', customerResource(customer))
    const text = words(context.locale)
    const inAWeek = addDays(localDate(context.now, context.zone), 7)
    return {
      kind: 'form',
      form: {
        id: 'risk.quiet',
        title: text.title(customer.name),
        submit: text.submit,
        state: { customerId },
        fields: [
          { kind: 'date', name: 'until', label: text.until, value: inAWeek },
          { kind: 'text', name: 'reason', label: text.reason, hint: text.reasonHint, maxLength: 200 },
        ],
      },
    }
  },
})

export const submitQuiet = formEntry({
  id: 'risk.quiet',
  needs: 'risk.quiet',
  state,
  values,
  async submit(context, { until, reason }, { customerId }): Promise<Reply> {
    const customer = await customerById(context.tx, customerId)
    if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
    context.demand('risk.quiet', customerResource(customer))
    const text = words(context.locale)
    if (!until || until <= localDate(context.now, context.zone)) return { kind: 'invalid', errors: { until: text.past } }
    if (!reason?.trim()) return { kind: 'invalid', errors: { reason: text.needReason } }
    await keepQuiet(context, customerId, until, reason.trim())
    return { kind: 'message', message: quietMessage(context, customer.name, until, reason.trim()) }
  },
})

async function keepQuiet(context: Context, customerId: number, until: LocalDate, reason: string): Promise<void> {
  const { tx, now, actor } = context
  const fields = { until: new Date(until), reason, memberId: actor.memberId, createdAt: now }
  await tx.riskQuiet.upsert({ where: { customerId }, create: { customerId, ...fields }, update: fields })
  await addActivity(tx, {
    customerId,
    kind: 'risk.quiet',
    at: now,
    memberId: actor.memberId,
    source: 'chat',
    data: { until, reason },
  })
}

function quietMessage({ locale, zone, now }: Context, name: string, until: LocalDate, reason: string): Message {
  return say(locale, bold(name), words(locale).done(formatDate(until, locale, zone, 'short', now), reason))
}

export const quietLabel = { en: words('en').label, 'zh-CN': words('zh-CN').label } satisfies Record<Locale, string>

/** What the timeline says of a snooze. */
export function describeQuiet(data: Record<string, unknown>, locale: Locale): string {
  const { until, reason } = z.object({ until: z.string(), reason: z.string() }).parse(data)
  return words(locale).snoozed(formatDate(until, locale, 'UTC', 'short'), reason)
}
