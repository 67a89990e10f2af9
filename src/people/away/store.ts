import { type LocalDate, localDate } from '../../chat/dates/zone.ts'
import type { Member, Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { absenceOf, isAway } from './away.ts'

/** Somebody who is away now, and who does their duty meanwhile. */
export interface Absent {
  id: number
  name: string
  /** The day of return. */
  until: LocalDate
  standIn: Pick<Member, 'id' | 'name' | 'platform' | 'ref'> | null
}

const shown = { standIn: { select: { id: true, name: true, platform: true, ref: true } } } satisfies Prisma.MemberInclude

async function absent(tx: Tx, where: Prisma.MemberWhereInput, now: Date): Promise<Map<number, Absent>> {
  // A day more than any zone needs; each person's own day decides.
  const near = { awayUntil: { gte: new Date(now.getTime() - 2 * 86_400_000) }, deactivatedAt: null }
  const members = await tx.member.findMany({ where: { AND: [where, near] }, include: shown, orderBy: { id: 'asc' } })
  return new Map(
    members.flatMap(member => {
      const absence = absenceOf(member)
      if (!absence || !isAway(absence, localDate(now, member.zone))) return []
      return [[member.id, { id: member.id, name: member.name, until: absence.until, standIn: member.standIn }]]
    }),
  )
}

/** Who of these people is away at that instant, by their own calendar. */
export const absentAmong = (tx: Tx, ids: readonly (number | null)[], now: Date): Promise<Map<number, Absent>> =>
  absent(tx, { id: { in: ids.filter(id => id !== null) } }, now)

/** For whom this person stands in at that instant. */
export const absentFor = (tx: Tx, standInId: number, now: Date): Promise<Map<number, Absent>> => absent(tx, { standInId }, now)
