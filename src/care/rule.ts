import type { Team } from '../chat/context.ts'
import type { Contributions } from '../chat/contributions.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

/** What a rule found: one customer, one cause. */
export interface CareFind {
  customerId: number
  ownerId: number | null
  /** Names this cause of this customer for ever (without the rule's id): the same cause never makes a second task. */
  cause: string
  title: string
  /** Why, in sentences with figures and dates. */
  evidence: string[]
  /** What to do about it. */
  suggestion: string
}

/** A rule that makes care tasks by itself. */
export interface CareRule {
  id: string
  /** Days from the morning it is found until it is due. */
  dueInDays: number
  /** A team's finds for one local day that have no task yet (`untold`), set-based, the most valuable first, at most `limit`. */
  find(search: CareSearch): Promise<CareFind[]>
}

/** What a rule looks at. */
export interface CareSearch {
  tx: Tx
  rooms: Contributions
  team: Team
  date: LocalDate
  limit: number
}

/** Names a cause for ever: its second find stops at this key. */
export const causeKey = (rule: string, customerId: number, cause: string): string => `${rule}:${customerId}:${cause}`

/** SQL condition: this cause of this customer has no task yet. Inside the rule's own query, so that `limit` counts new causes only. */
export function untold(rule: string, customerId: Prisma.Sql, cause: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM "CareTask" told WHERE told."causeKey" = ${`${rule}:`} || ${customerId} || ':' || ${cause})`
}
