import { addDays, startOfDay } from '../chat/dates/zone.ts'
import type { JobContext, JobMember } from '../chat/job.ts'
import { bold, type Message, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { Absence } from '../people/away/away.ts'
import { clip } from './task.ts'

const words = wording({
  en: {
    title: 'While you were away',
    more: (count: number) => `…and ${count} more, on the customers’ timelines`,
  },
  'zh-CN': { title: '您外出期间', more: (count: number) => `……另有 ${count} 条，可在客户时间线查看` },
})

const shownAtMost = 6
/** Somebody whose bot was down on the day of return is still told within the week. */
const saidWithinDays = 7

interface Found {
  kind: string
  data: Record<string, unknown>
  customer: string
  who: string
  total: number
}

/** After an absence, once: what colleagues did meanwhile for the person's customers. Null where that is nothing, or long ago. */
export async function meanwhileMessage(context: JobContext, member: JobMember, absence: Absence): Promise<Message | null> {
  const { date, rooms } = context
  const { locale } = member
  if (absence.until > date || addDays(absence.until, saidWithinDays) < date) return null
  const found = await doneByOthers(context, member, absence)
  const [first] = found
  if (!first) return null
  const text = words(locale)
  const rows = found.flatMap(({ kind, data, customer, who }): Row[] => {
    const known = rooms.activityKinds.find(one => one.kind === kind)
    if (!known) return []
    return [{ text: [`${known.icon} `, bold(clip(customer, 80)), ' · ', ...known.describe(data, locale)], detail: [who] }]
  })
  const left = first.total - found.length
  return {
    locale,
    summary: text.title,
    parts: [{ kind: 'list', title: text.title, rows, ...(left > 0 ? { more: [text.more(left)] } : {}) }],
  }
}

/** Cost: the person's customers by the owner's index, each one's activities of these days. */
async function doneByOthers({ tx, now, rooms }: JobContext, { id, zone }: JobMember, { from }: Absence): Promise<Found[]> {
  const kinds = rooms.activityKinds.filter(({ hidden }) => !hidden).map(({ kind }) => kind)
  return tx.$queryRaw<Found[]>`
    SELECT a."kind", a."data", c."name" AS customer, m."name" AS who, count(*) OVER ()::int AS total
    FROM "Customer" c JOIN "Activity" a ON a."customerId" = c."id" JOIN "Member" m ON m."id" = a."memberId"
    WHERE c."ownerId" = ${id} AND a."memberId" <> ${id} AND a."source" = 'chat' AND a."kind" = ANY(${kinds}::text[])
      AND a."at" >= ${startOfDay(from, zone)} AND a."at" < ${now}
    ORDER BY a."at" DESC, a."id" DESC LIMIT ${shownAtMost}`
}
