import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { instantOf, localDate } from '../../chat/dates/zone.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { withTyped } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { namedText } from '../../people/named-text.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { cleanText, readDay } from '../fields.ts'
import { markBack, markLeft } from '../left.ts'
import { leaveReasons, readReason } from '../left-reason.ts'
import { customerInline, openButton } from '../messages.ts'
import type { CustomerRecord } from '../store.ts'
import { authorOf } from '../write.ts'

const longestReason = 300

const words = wording({
  en: {
    title: 'Customer left',
    submit: 'Save',
    reason: 'Why did they leave?',
    note: 'In your own words',
    noteHint: 'Added to the reason',
    day: 'Day',
    noReason: 'Choose a reason or write one.',
    badDay: 'This day does not exist or is yet to come.',
    longReason: `A reason has at most ${longestReason} characters.`,
    left: (day: string, reason: string) => ` left on ${day}: ${reason}. An order, or “back”, undoes it.`,
    before: (day: string, reason: string) => ` already left on ${day}: ${reason}.`,
    back: ' is back.',
    notLeft: ' has not left.',
    backButton: 'Is back',
  },
  'zh-CN': {
    title: '标记流失',
    submit: '保存',
    reason: '流失原因',
    note: '补充说明',
    noteHint: '会附在原因后面',
    day: '流失日期',
    noReason: '请选择或填写原因。',
    badDay: '这一天不存在或还没到。',
    longReason: `原因最多 ${longestReason} 个字符。`,
    left: (day: string, reason: string) => `已于${day}标记为流失：${reason}。再次下单后自动恢复，也可以用“/customer 回归”撤销。`,
    before: (day: string, reason: string) => `此前已于${day}流失：${reason}。`,
    back: '已回归。',
    notLeft: '并没有流失。',
    backButton: '已回归',
  },
})

export const leftVerb: Verb = {
  name: 'left',
  words: ['left', 'lost', '流失', '丢单'],
  usage: { en: '/customer left acme reason went to a competitor', 'zh-CN': '/customer 流失 知客 原因 选择了竞品' },
  needs: 'customer.edit',
  async run(context, rest) {
    const { who, reason } = readReason(rest)
    const about = await aboutWhom(context, who)
    const said = [about.rest, reason].filter(Boolean).join(' ')
    const why = cleanText(await namedText(context.tx, context.actor.platform, said))
    if ([...why].length > longestReason) return refused(context, why)
    const value = why ? { reason: why } : {}
    const act = (customer: CustomerRecord) => [
      { action: 'customers.left', label: words(context.locale).title, value: { customerId: customer.id, ...value } },
    ]
    return withCustomer(context, about, act, found => leftClicked(context, found.id, why))
  },
}

export const backVerb: Verb = {
  name: 'back',
  words: ['back', 'recovered', '回归', '恢复', '挽回'],
  usage: { en: '/customer back acme', 'zh-CN': '/customer 回归 知客' },
  needs: 'customer.edit',
  async run(context, rest) {
    const act = (customer: CustomerRecord) => [
      { action: 'customers.back', label: words(context.locale).backButton, value: { customerId: customer.id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found => backClicked(context, found.id))
  },
}

const leftClicked = (context: Context, customerId: number, reason: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    if (customer.leftAt) return { kind: 'message', message: leftBefore(context, customer) }
    if (!reason) return { kind: 'form', form: leftForm(context, customer) }
    if ([...reason].length > longestReason) return refused(context, reason)
    return leave(context, customer, context.now, reason)
  })

const refused = ({ locale }: Context, reason: string): Reply => ({
  kind: 'message',
  message: withTyped(locale, words(locale).longReason, reason),
})

const backClicked = (context: Context, customerId: number): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    const text = words(context.locale)
    const isBack = await markBack(authorOf(context), customer.id, context.now)
    return {
      kind: 'message',
      message: withOpen(say(context.locale, customerInline(customer), isBack ? text.back : text.notLeft), customer),
    }
  })

async function leave(context: Context, customer: CustomerRecord, at: Date, reason: string): Promise<Reply> {
  const { locale, zone } = context
  if (!(await markLeft(authorOf(context), customer.id, at, reason)))
    return { kind: 'message', message: leftBefore(context, customer) }
  const message = withOpen(
    say(locale, customerInline(customer), words(locale).left(formatDate(at, locale, zone), reason)),
    customer,
  )
  return { kind: 'message', message }
}

function leftBefore({ locale, zone, now }: Context, customer: CustomerRecord): Message {
  const day = formatDate(customer.leftAt ?? now, locale, zone)
  const text = words(locale)
  const message = withOpen(say(locale, customerInline(customer), text.before(day, customer.leftReason ?? '–')), customer)
  message.parts.push({
    kind: 'actions',
    actions: [{ action: 'customers.back', label: text.backButton, value: { customerId: customer.id } }],
  })
  return message
}

function withOpen(message: Message, customer: CustomerRecord): Message {
  return { ...message, parts: [...message.parts, { kind: 'actions', actions: [openButton(message.locale, customer.id)] }] }
}

function leftForm({ locale, now, zone }: Context, customer: CustomerRecord): Form {
  const text = words(locale)
  const options = leaveReasons.map(reason => ({ value: reason.name, label: reason.label[locale] }))
  return {
    id: 'customers.left',
    title: text.title,
    submit: text.submit,
    intro: customer.name,
    fields: [
      { kind: 'choice', name: 'reason', label: text.reason, options, optional: true },
      { kind: 'text', name: 'note', label: text.note, hint: text.noteHint, optional: true, multiline: true, maxLength: 250 },
      { kind: 'date', name: 'day', label: text.day, value: localDate(now, zone) },
    ],
    state: { customerId: customer.id },
  }
}

export const leftSubmit = formEntry({
  id: 'customers.left',
  needs: 'customer.edit',
  state: z.strictObject({ customerId: z.int32() }),
  values: z.strictObject({ reason: z.string().nullish(), note: z.string().max(2_000).nullish(), day: z.string().nullish() }),
  submit: (context, values, { customerId }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const { locale, now, zone } = context
      const text = words(locale)
      const chosen = leaveReasons.find(reason => reason.name === values.reason)?.label[locale]
      const reason = [chosen, cleanText(values.note ?? '')].filter(Boolean).join(locale === 'en' ? ': ' : '：')
      const today = localDate(now, zone)
      const day = values.day ? readDay(values.day) : today
      if (!reason) return { kind: 'invalid', errors: { reason: text.noReason } }
      if ([...reason].length > longestReason) return { kind: 'invalid', errors: { note: text.longReason } }
      if (!day || day > today) return { kind: 'invalid', errors: { day: text.badDay } }
      if (customer.leftAt) return { kind: 'message', message: leftBefore(context, customer) }
      return leave(context, customer, day === today ? now : instantOf(day, '12:00', zone), reason)
    }),
})

const value = z.strictObject({
  customerId: z.int32(),
  reason: z
    .string()
    .max(longestReason * 2)
    .optional(),
})

export const leftAction = action({
  id: 'customers.left',
  needs: 'customer.edit',
  value,
  run: (context, { customerId, reason }) => leftClicked(context, customerId, reason ?? ''),
})

export const backAction = action({
  id: 'customers.back',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) => backClicked(context, customerId),
})
