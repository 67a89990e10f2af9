import type { Context, Team } from '../chat/context.ts'
import { addDays, localDate } from '../chat/dates/zone.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { visible } from '../customers/store.ts'
import type { Segment } from './own/segment.ts'
import { rfmCounted } from './rfm/rules.ts'

const words = wording({
  en: {
    today: (entered: string, exited: string) => `today +${entered} −${exited}`,
    week: (entered: string, exited: string) => `7 days +${entered} −${exited}`,
  },
  'zh-CN': {
    today: (entered: string, exited: string) => `今日 +${entered} −${exited}`,
    week: (entered: string, exited: string) => `7 天 +${entered} −${exited}`,
  },
})

/** How many are in a segment, of those the person may see, and who came and went in the whole team. */
export interface Figures {
  members: number
  today: { entered: number; exited: number }
  week: { entered: number; exited: number }
}

const still = { entered: 0, exited: 0 }

interface DayRow {
  segment: string
  entered: number
  exited: number
  enteredToday: number
  exitedToday: number
}

/**
 * Figures by the name of an RFM segment or group, and the number of an own one. Who sees only their own customers gets no movement: it is the
 * whole team's. Cost: the members, by index, and seven rows a segment.
 */
export async function countsOf(context: Context, team: Team, segments: readonly Segment[]): Promise<Map<string, Figures>> {
  const { tx, now, actor } = context
  const ids = segments.map(({ id }) => id)
  const counted = rfmCounted.flatMap(({ name, segments: parts }) => parts.map(part => [name, part] as const))
  const members = await tx.$queryRaw<{ segment: string; members: number }[]>`
    SELECT m."segmentId"::text AS segment, count(*)::int AS members FROM "SegmentMember" m JOIN "Customer" c ON c."id" = m."customerId"
    WHERE m."segmentId" = ANY(${ids}::int[]) AND ${visible(context)} GROUP BY 1
    UNION ALL
    SELECT counted.name, count(*)::int FROM "RfmScore" s JOIN "Customer" c ON c."id" = s."customerId"
    JOIN unnest(${counted.map(([name]) => name)}::text[], ${counted.map(([, part]) => part)}::text[]) AS counted (name, part) ON counted.part = s."segment"
    WHERE s."teamId" = ${team.id} AND c."leftAt" IS NULL AND ${visible(context)} GROUP BY 1`
  const today = localDate(now, team.zone)
  const seesAll = actor.admin || actor.roles.get(team.id) !== 'rep' || !team.ownOnly
  const moves = seesAll
    ? await tx.$queryRaw<DayRow[]>`
        SELECT d."segment", sum(d."entered")::int AS entered, sum(d."exited")::int AS exited,
               coalesce(sum(d."entered") FILTER (WHERE d."day" = ${today}::date), 0)::int AS "enteredToday",
               coalesce(sum(d."exited") FILTER (WHERE d."day" = ${today}::date), 0)::int AS "exitedToday"
        FROM "SegmentDay" d WHERE d."teamId" = ${team.id} AND d."day" > ${addDays(today, -7)}::date AND d."day" <= ${today}::date GROUP BY 1`
    : []
  const figures = new Map<string, Figures>()
  for (const { segment, ...row } of members) figures.set(segment, { ...row, today: still, week: still })
  for (const { segment, entered, exited, enteredToday, exitedToday } of moves)
    figures.set(segment, {
      members: figures.get(segment)?.members ?? 0,
      today: { entered: enteredToday, exited: exitedToday },
      week: { entered, exited },
    })
  return figures
}

/** `today +1 −0 · 7 days +3 −2`; empty when nobody moved. */
export function movementText(locale: Locale, figures: Figures | undefined): string {
  if (!figures) return ''
  const text = words(locale)
  const shown = (count: number) => count.toLocaleString(locale)
  const parts = (['today', 'week'] as const)
    .filter(span => figures[span].entered + figures[span].exited > 0)
    .map(span => text[span](shown(figures[span].entered), shown(figures[span].exited)))
  return parts.join(' · ')
}
