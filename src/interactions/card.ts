import { formatDate } from '../chat/dates/format.ts'
import type { CardSection } from '../chat/feature.ts'
import { code, type Inline, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { clip } from '../tasks/task.ts'
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

/** The latest contacts with a customer: when, who, how and in which mood. */
export const interactionsSection: CardSection = {
  name: 'interactions',
  order: 30,
  async build(context, customerId) {
    const { tx, locale, zone, now } = context
    const where = { customerId, undoneAt: null }
    const found = await tx.interaction.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: shownAtMost })
    if (found.length === 0) return []
    const text = words(locale)
    const total = found.length < shownAtMost ? found.length : await tx.interaction.count({ where })
    const names = await namesOf(context, found)
    const customer = await tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { name: true, teamId: true } })
    const rows = found.map((interaction): Row => {
      const who = interaction.memberId === null ? interaction.by : names.get(interaction.memberId)
      const detail: Inline[] = [formatDate(interaction.at, locale, zone, 'short', now), ' · ', kindName(interaction.kind, locale)]
      if (interaction.sentiment !== 'neutral') detail.push(' · ', sentimentName(interaction.sentiment, locale))
      if (who) detail.push(' · ', who)
      const mayEdit = context.may('interaction.edit', { teamId: customer.teamId, ownerId: interaction.memberId })
      const edit = { action: 'interactions.edit', label: text.edit, value: { interactionId: interaction.id } }
      return {
        text: [`${kindIcon(interaction.kind)} ${clip(interaction.note, 200)}`],
        detail,
        ...(mayEdit ? { act: [edit] } : {}),
      }
    })
    const left = total - rows.length
    const more: Inline[] = [text.more(left), code(`${text.timeline} ${clip(customer.name, 60)}`)]
    return [{ kind: 'list', title: text.title, rows, ...(left > 0 ? { more } : {}) }]
  },
}

async function namesOf(
  { tx }: Parameters<CardSection['build']>[0],
  found: readonly { memberId: number | null }[],
): Promise<Map<number, string>> {
  const ids = found.flatMap(({ memberId }) => memberId ?? [])
  const members = await tx.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(members.map(member => [member.id, member.name]))
}
