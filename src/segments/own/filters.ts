import type { FilterContext, FilterSource } from '../../chat/filter-field.ts'
import { Prisma } from '../../database/generated/client.ts'
import { inRfm, rfmOptions } from '../rfm/filters.ts'

/** Marks the option that is an own segment; its number follows. */
const own = 'own:'
export const ownOption = (id: number): string => `${own}${id}`

/** `segment:"满意客户"`, `segment:champions`: the RFM segments, and the teams' own whose names this person may know. */
export const segmentField: FilterSource = async context => {
  const rows = await context.tx.segment.findMany({
    where: { teamId: teamsOf(context) },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  })
  return [
    {
      type: 'choice',
      name: 'segment',
      words: ['segment', '分群', '客群'],
      options: [...rows.map(({ id, name }) => ({ value: ownOption(id), words: [name.toLowerCase()] })), ...rfmOptions],
      meaning: { en: 'in a segment: an RFM one, or one of the team’s own', 'zh-CN': '属于某个分群（RFM 或自建）' },
      example: { en: 'segment:champions', 'zh-CN': '分群：高价值' },
      where: (_context, values) => isIn(values),
      none: Prisma.sql`NOT EXISTS (SELECT 1 FROM "SegmentMember" m WHERE m."customerId" = c."id")`,
    },
  ]
}

/** Where nobody asks, the team's. */
function teamsOf({ actor, team }: FilterContext): { in: number[] } | { gte: number } {
  if (actor?.admin) return { gte: 0 }
  return { in: actor ? [...actor.roles.keys()] : team ? [team.id] : [] }
}

function isIn(values: readonly string[]): Prisma.Sql {
  const ids = values.flatMap(value => (value.startsWith(own) ? [Number(value.slice(own.length))] : []))
  if (ids.length === 0) return inRfm(values)
  return Prisma.sql`EXISTS (SELECT 1 FROM "SegmentMember" m WHERE m."customerId" = c."id" AND m."segmentId" = ANY(${ids}::int[]))`
}
