import { cardSection } from '../chat/feature.ts'
import { bold, type Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { type RfmSegment, rfmGroupNames, rfmGroups } from './rfm/rules.ts'
import { groups, rfmName } from './rfm/words.ts'

const words = wording({ en: { title: 'Segments' }, 'zh-CN': { title: '分群' } })

interface Row {
  segment: RfmSegment | null
  recency: number
  frequency: number
  monetary: number
  own: string[]
}

/** Names of own segments on the line; the overview has all. */
const shownAtMost = 6

/** One line of the 360 card: the RFM segment with its score, and the team's own segments. */
export const segmentsCard = cardSection<Row>({
  name: 'segments',
  order: 12,
  rows: (_context, customerId) => Prisma.sql`
    SELECT s."segment", s."recency", s."frequency", s."monetary", own.names AS own
    FROM (SELECT coalesce(array_agg(g."name" ORDER BY g."nameKey"), '{}') AS names
          FROM "SegmentMember" m JOIN "Segment" g ON g."id" = m."segmentId" WHERE m."customerId" = ${customerId}) own
    LEFT JOIN "RfmScore" s ON s."customerId" = ${customerId}`,
  show({ locale }, [row]) {
    if (!row || (row.segment === null && row.own.length === 0)) return []
    const own = row.own.slice(0, shownAtMost).join(locale === 'en' ? ', ' : '、')
    const left = row.own.length - shownAtMost
    const names = [own, left > 0 ? `+${left}` : ''].filter(Boolean).join(' ')
    const value: Inline[] = row.segment === null ? [] : rfmInlines(row, row.segment, locale)
    if (names) value.push(value.length ? ' · ' : '', bold(names))
    return [{ kind: 'facts', facts: [{ label: words(locale).title, value }], priority: 7 }]
  },
})

/** `High value (champions) · R5 F4 M5` */
function rfmInlines({ recency, frequency, monetary }: Row, segment: RfmSegment, locale: Locale): Inline[] {
  const group = rfmGroupNames.find(name => (rfmGroups[name] as readonly RfmSegment[]).includes(segment)) ?? 'new'
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）']
  const name = rfmGroups[group].length > 1 ? `${open}${rfmName(segment, locale)}${close}` : ''
  return [bold(groups[group].name[locale]), `${name} · R${recency} F${frequency} M${monetary}`]
}
