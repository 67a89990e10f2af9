import type { Team } from '../chat/context.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
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
  /** All finds of a team for one local day, set-based, the most valuable first, at most `limit`. */
  find(tx: Tx, team: Team, date: LocalDate, limit: number): Promise<CareFind[]>
}
