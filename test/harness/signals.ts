import { addDays, startOfDay } from '../../src/chat/dates/zone.ts'
import type { RiskSignal, SignalMoment } from '../../src/chat/risk-signal.ts'
import type { Locale } from '../../src/chat/wording.ts'
import { Prisma } from '../../src/database/generated/client.ts'
import type { Store } from '../../src/database/store.ts'

/** The end of a day in Berlin. */
export function endOf(date: string): SignalMoment {
  const zone = 'Europe/Berlin'
  return { date, zone, end: startOfDay(addDays(date, 1), zone) }
}

export interface Found {
  points: number
  /** What people read. */
  says(locale: Locale): string
}

/** What a signal says of each customer of team 1 as of a moment, by the customer's id. */
export async function readSignal(store: Store, signal: RiskSignal, moment: SignalMoment): Promise<Map<number, Found>> {
  const rows = await store.db.$queryRaw<{ customerId: number; points: number; evidence: unknown }[]>(
    signal.rows(moment, Prisma.sql`c."teamId" = ${1} AND c."erasedAt" IS NULL`),
  )
  const found = new Map<number, Found>()
  for (const { customerId, points, evidence } of rows) {
    if (found.has(customerId)) throw new Error(`two rows of customer ${customerId}`)
    const kept = signal.evidence.parse(evidence)
    const says = (locale: Locale): string => signal.describe(kept, locale, { zone: moment.zone, now: moment.end })
    found.set(customerId, { points, says })
  }
  return found
}

/** So many days before the moment's end. */
export const daysBefore = ({ end }: SignalMoment, days: number): Date => new Date(end.getTime() - days * 86_400_000)
