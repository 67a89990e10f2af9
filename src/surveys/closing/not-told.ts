import type { DeliveryWatch } from '../../chat/delivery-watch.ts'
import { bold, say } from '../../chat/message.ts'
import { localeOf, wording } from '../../chat/wording.ts'
import { memberById } from '../../people/store.ts'
import { closedPrefix } from './tell-customer.ts'

const words = wording({
  en: {
    failed: (code: string) =>
      ` was not told what you did about their answer: the message was not delivered (${code}). Please tell them yourself.`,
    unknown: (code: string) => `: nobody knows whether they got what you did about their answer (${code}). Please ask them.`,
  },
  'zh-CN': {
    failed: (code: string) => ` 没有收到您填写的处理结果：消息发送失败（${code}）。请您直接告诉对方。`,
    unknown: (code: string) => `：无法确认对方是否收到您填写的处理结果（${code}）。请向对方确认。`,
  },
})

/** Who closed the loop hears when the customer did not: they count on it. */
export const closedWatch: DeliveryWatch = {
  prefix: closedPrefix,
  async ended(tx, key, end, { outbox }) {
    if (end.state === 'sent') return true
    const survey = await tx.survey.findUnique({
      where: { id: Number(key.slice(closedPrefix.length).split(':')[0]) },
      include: { customer: { select: { name: true } } },
    })
    const closer = survey?.closedById ? await memberById(tx, survey.closedById) : null
    if (!survey || !closer || closer.deactivatedAt) return false
    const message = say(localeOf(closer.locale), bold(survey.customer.name), words(localeOf(closer.locale))[end.state](end.code))
    const target = { platform: closer.platform, kind: 'person' as const, id: closer.ref }
    return outbox.put(tx, { key: `survey-not-told:${key}`, target, message })
  },
}
