import { formatDate } from '../chat/dates/format.ts'
import type { HomeSection } from '../chat/feature.ts'
import { bold, type Inline, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { visible } from '../customers/store.ts'
import { clip } from '../tasks/task.ts'
import { kindIcon, kindName, sentimentName } from './words.ts'

const words = wording({
  en: { title: 'My last logs', edit: 'Edit' },
  'zh-CN': { title: '我最近的跟进', edit: '修改' },
})

const shownAtMost = 4

interface Found {
  id: number
  at: Date
  kind: string
  note: string
  sentiment: string
  customer: string
}

/** What the person wrote down last, to be corrected where it was wrong. */
export const homeLogs: HomeSection = {
  name: 'logs',
  order: 30,
  async build(context) {
    const { tx, actor, locale, zone, now } = context
    const found = await tx.$queryRaw<Found[]>`
      SELECT i."id", i."at", i."kind", i."note", i."sentiment", c."name" AS customer
      FROM "Interaction" i JOIN "Customer" c ON c."id" = i."customerId"
      WHERE i."memberId" = ${actor.memberId} AND i."undoneAt" IS NULL AND ${visible(context)}
      ORDER BY i."createdAt" DESC, i."id" DESC LIMIT ${shownAtMost}`
    if (found.length === 0) return []
    const { title, edit } = words(locale)
    const rows = found.map((log): Row => {
      const detail: Inline[] = [formatDate(log.at, locale, zone, 'short', now), ' · ', kindName(log.kind, locale)]
      if (log.sentiment !== 'neutral') detail.push(' · ', sentimentName(log.sentiment, locale))
      return {
        text: [`${kindIcon(log.kind)} `, bold(clip(log.customer, 80)), ' · ', clip(log.note, 160)],
        detail,
        act: [{ action: 'interactions.edit', label: edit, value: { interactionId: log.id } }],
      }
    })
    return [{ kind: 'list', title, rows, priority: 4 }]
  },
}
