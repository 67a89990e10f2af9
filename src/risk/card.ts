import { formatDate } from '../chat/dates/format.ts'
import type { CardSection, CustomerHint } from '../chat/feature.ts'
import type { Inline, Part } from '../chat/message.ts'
import type { Band } from './estimate.ts'
import { reasonText, riskWords, scoreInline } from './messages.ts'
import { scoreOf } from './score-store.ts'

/** The customer's risk on the 360 card: band, what raises it, what is missing, how it was worked out. */
export const riskCard: CardSection = {
  name: 'risk',
  order: 10,
  async build({ tx, locale, zone, now }, customerId): Promise<Part[]> {
    const words = riskWords(locale)
    const stored = await scoreOf(tx, customerId)
    if (!stored) {
      const customer = await tx.customer.findUnique({ where: { id: customerId }, select: { leftAt: true } })
      return [
        { kind: 'facts', facts: [{ label: words.title, value: [customer?.leftAt ? words.left : words.none] }], priority: 9 },
      ]
    }
    const reasons = stored.reasons.map(reason => reasonText(reason, locale, zone, now))
    const value: Inline[] = [
      scoreInline(stored.score, stored.band, locale),
      words.because(reasons.length > 0 ? reasons : [words.noReason]),
    ]

    const note = words.asOf(words.estimate, formatDate(stored.asOf, locale, zone, 'short', now))
    return [
      { kind: 'facts', facts: [{ label: words.title, value }], priority: 9 },
      { kind: 'note', text: [note], priority: 4 },
    ]
  },
}

/** `65% at risk` beside a customer in a list; healthy ones need no mark. */
export const riskHint: CustomerHint = {
  name: 'risk',
  order: 10,
  async read({ tx, locale }, customerIds) {
    const rows = await tx.riskScore.findMany({
      where: { customerId: { in: [...customerIds] }, band: { not: 'healthy' } },
      select: { customerId: true, score: true, band: true },
    })
    return new Map(rows.map(({ customerId, score, band }) => [customerId, [scoreInline(score, band as Band, locale)]]))
  },
}
