import { cardSection } from '../chat/feature.ts'
import { bold, type Inline } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { type RfmSegment, rfmGroupNames, rfmGroups } from './rfm/rules.ts'
import { groups, rfmName } from './rfm/words.ts'

const words = wording({ en: { title: 'Segments' }, 'zh-CN': { title: '分群' } })

interface Row {
  segment: RfmSegment
  recency: number
  frequency: number
  monetary: number
}

/** One line of the 360 card: the RFM segment with its score. */
export const segmentsCard = cardSection<Row>({
  name: 'segments',
  order: 12,
  rows: (_context, customerId) => Prisma.sql`
    SELECT "segment", "recency", "frequency", "monetary" FROM "RfmScore" WHERE "customerId" = ${customerId}`,
  show({ locale }, [score]) {
    if (!score) return []
    const group = rfmGroupNames.find(name => (rfmGroups[name] as readonly RfmSegment[]).includes(score.segment))
    const value: Inline[] = [bold(group ? groups[group].name[locale] : '')]
    if (group && rfmGroups[group].length > 1)
      value.push(locale === 'en' ? ` (${rfmName(score.segment, locale)})` : `（${rfmName(score.segment, locale)}）`)
    value.push(` · R${score.recency} F${score.frequency} M${score.monetary}`)
    return [{ kind: 'facts', facts: [{ label: words(locale).title, value }], priority: 7 }]
  },
})
