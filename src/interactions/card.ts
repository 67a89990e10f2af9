import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import { code, type Inline, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { clip } from '../tasks/task.ts'
import { messageLink } from './message-link.ts'
import { kindIcon, kindName, sentimentName } from './words.ts'

const words = wording({
  en: {
    title: 'Last interactions',
    edit: 'Edit',
    more: (count: number) => `…and ${count} more: `,
    timeline: '/customer timeline',
  },
  'zh-CN': { title: '最近跟进', edit: '修改', more: (count: number) => `……另有 ${count} 条：`, timeline: '/customer 时间线' },
})

const shownAtMost = 3

interface Found {
  id: number
  at: string
  kind: string
  note: string
  sentiment: string
  memberId: number | null
  link: string | null
  /** Who, as a member is called now or as an import named them. */
  who: string | null
  total: number
}

/** The latest contacts with a customer: when, who, how and in which mood. */
export const interactionsSection = cardSection<Found>({
  name: 'interactions',
  order: 30,
  rows: (_context, customerId) => Prisma.sql`
    SELECT i."id", i."at", i."kind", i."note", i."sentiment", i."memberId", i."link",
           CASE WHEN i."memberId" IS NULL THEN i."by" ELSE m."name" END AS who, count(*) OVER ()::int AS total
    FROM "Interaction" i LEFT JOIN "Member" m ON m."id" = i."memberId"
    WHERE i."customerId" = ${customerId} AND i."undoneAt" IS NULL ORDER BY i."at" DESC, i."id" DESC LIMIT ${shownAtMost}`,
  show(context, found, customer) {
    const [newest] = found
    if (!newest) return []
    const { locale, zone, now } = context
    const text = words(locale)
    const rows = found.map((interaction): Row => {
      const day = formatDate(new Date(interaction.at), locale, zone, 'short', now)
      const detail: Inline[] = [day, ' · ', kindName(interaction.kind, locale)]
      if (interaction.sentiment !== 'neutral') detail.push(' · ', sentimentName(interaction.sentiment, locale))
      if (interaction.who) detail.push(' · ', interaction.who)
      detail.push(...messageLink(interaction.link, locale))
      const mayEdit = context.may('interaction.edit', { teamId: customer.teamId, ownerId: interaction.memberId })
      const edit = { action: 'interactions.edit', label: text.edit, value: { interactionId: interaction.id } }
      return {
        text: [`${kindIcon(interaction.kind)} ${clip(interaction.note, 200)}`],
        detail,
        ...(mayEdit ? { act: [edit] } : {}),
      }
    })
    const left = newest.total - rows.length
    const more: Inline[] = [text.more(left), code(`${text.timeline} ${clip(customer.name, 60)}`)]
    return [{ kind: 'list', title: text.title, rows, ...(left > 0 ? { more } : {}) }]
  },
})
