import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { isLocalDate } from '../chat/dates/zone.ts'
import type { Button, Inline, Json, Part } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'

const words = wording({
  en: {
    order: 'Record an order of ',
    renewal: (day: string) => `Record the renewal until ${day}?`,
    complaint: (subject: string) => `Open a complaint: “${subject}”?`,
    end: '?',
    save: 'Save',
    no: 'No',
  },
  'zh-CN': {
    order: '要记录订单吗：',
    renewal: (day: string) => `要记录续约至 ${day} 吗？`,
    complaint: (subject: string) => `要登记投诉吗：“${subject}”？`,
    end: '？',
    save: '保存',
    no: '不用',
  },
})

/** Its place among the log's proposals of its kind: two orders may be equal. */
const index = z.int32().min(0).max(20)

/** Something a log seems to report, small enough for a button. */
export const proposalShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('order'),
    index,
    amount: z.string().regex(/^-?\d{1,15}(\.\d{1,2})?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  z.strictObject({ kind: z.literal('renewal'), index, until: z.string().refine(isLocalDate) }),
  z.strictObject({ kind: z.literal('complaint'), index, subject: z.string().min(1).max(150) }),
])
export type Offer = z.infer<typeof proposalShape>

/** Each offer as a question with Save and No. Saving belongs to the rooms of orders and service; No keeps the others. */
export function offerParts(
  context: Context,
  ids: { interactionId: number; customerId: number },
  offers: readonly Offer[],
): Part[] {
  const text = words(context.locale)
  return offers.flatMap((offer, index): Part[] => {
    const keep = offers.filter((_, other) => other !== index)
    const save = saveButton(ids, offer, text.save)
    if (!context.rooms.actions.some(({ id }) => id === save.action)) return []
    const no: Button = { action: 'interactions.decline', label: text.no, value: { interactionId: ids.interactionId, keep } }
    return [
      { kind: 'text', text: question(offer, context.locale, context.zone, context.now), priority: 7 },
      { kind: 'actions', actions: [save, no], priority: 7 },
    ]
  })
}

function question(offer: Offer, locale: Locale, zone: string, now: Date): Inline[] {
  const text = words(locale)
  if (offer.kind === 'order') return [text.order, { kind: 'money', amount: offer.amount, currency: offer.currency }, text.end]
  if (offer.kind === 'renewal') return [text.renewal(formatDate(offer.until, locale, zone, 'long', now))]
  return [text.complaint(offer.subject)]
}

/** The button that saves an offer; which room does is in the action. */
export function saveButton(ids: { interactionId: number; customerId: number }, offer: Offer, label: string): Button {
  const { kind, ...values } = offer
  const action = { order: 'orders.record', renewal: 'service.renew', complaint: 'service.complaint' }[kind]
  return { action, label, value: { ...ids, ...values } satisfies Json, style: 'primary' }
}
