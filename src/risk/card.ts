import { formatDate } from '../chat/dates/format.ts'
import { type CustomerHint, cardSection } from '../chat/feature.ts'
import type { Inline, Part } from '../chat/message.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Band } from './estimate.ts'
import { reasonText, riskWords, scoreInline } from './messages.ts'
import type { StoredScore } from './score-store.ts'

/** The customer's risk on the 360 card: band, what raises it, what is missing, how it was worked out. */
export const riskCard = cardSection<StoredScore>({
  name: 'risk',
  order: 10,
  rows: (_context, customerId) => Prisma.sql`
    SELECT "score", "band", "reasons", "asOf" FROM "RiskScore" WHERE "customerId" = ${customerId}`,
  show({ locale, zone, now }, [stored], { leftAt }): Part[] {
    const words = riskWords(locale)
    if (!stored)
      return [{ kind: 'facts', facts: [{ label: words.title, value: [leftAt ? words.left : words.none] }], priority: 9 }]
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
})

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
