import type { DeliveryEnd } from '../../chat/delivery-watch.ts'
import { bold, say } from '../../chat/message.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { windowClosed } from '../../chat/platform.ts'
import { localeOf, wording } from '../../chat/wording.ts'
import type { Survey } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { memberById } from '../../people/store.ts'

const words = wording({
  en: {
    failed: (why: string) => ` could not be asked: the message was not delivered (${why}). They may be asked again now.`,
    unknown: (code: string) =>
      `: nobody knows whether the question arrived (${code}). It is not sent again automatically; please check whether they got it.`,
    many: (code: string) =>
      `Some of the customers you asked did not get the question (${code}). See how many with /survey results.`,
    closed: 'they have not written to us lately, so nothing may be sent to them there',
  },
  'zh-CN': {
    failed: (why: string) => ` 没有收到问卷：消息发送失败（${why}）。现在可以重新发送。`,
    unknown: (code: string) => `：无法确认问卷是否送达（${code}）。不会自动重发，请确认对方是否收到。`,
    many: (code: string) => `您发送的问卷有一部分没有送达（${code}）。用“/survey 结果”查看有多少。`,
    closed: '对方最近没有给我们发过消息，暂时不能主动发送',
  },
})

/** Who asked hears that it did not arrive: by name where one was asked, once where many were. Triggers tell nobody: results count it. */
export async function tellNotAsked(
  tx: Tx,
  outbox: Outbox,
  survey: Pick<Survey, 'id' | 'customerId' | 'createdById' | 'createdAt'>,
  end: Extract<DeliveryEnd, { code: string }>,
): Promise<void> {
  const asker = survey.createdById === null ? null : await memberById(tx, survey.createdById)
  if (!asker || asker.deactivatedAt) return
  const { createdById, createdAt } = survey
  const mailing = await tx.survey.findFirst({
    where: { createdById, createdAt, id: { not: survey.id } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const locale = localeOf(asker.locale)
  const customer = await tx.customer.findUnique({ where: { id: survey.customerId }, select: { name: true } })
  const text = words(locale)
  const why = end.code === windowClosed ? text.closed : end.code
  const message = mailing ? say(locale, text.many(why)) : say(locale, bold(customer?.name ?? '–'), text[end.state](why))
  const key = mailing ? `survey-lost:${asker.id}:${createdAt.getTime()}` : `survey-lost:${survey.id}`
  await outbox.put(tx, { key, target: { platform: asker.platform, kind: 'person', id: asker.ref }, message })
}
