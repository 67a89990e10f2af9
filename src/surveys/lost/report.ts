import type { Team } from '../../chat/context.ts'
import type { LocalDate } from '../../chat/dates/zone.ts'
import type { Comparison } from './compare.ts'
import type { Reasons } from './reasons.ts'
import type { Leaver, LostAnswer } from './store.ts'
import type { TraitName } from './trait.ts'

/** Who left in a period, why, and what they share: all that a report is made of. */
export interface Report {
  team: Team
  span: { from: LocalDate; last: LocalDate }
  /** As it was typed. */
  filter: string | null
  onlyOwn: boolean
  all: number
  left: number
  leavers: readonly Leaver[]
  months: readonly { month: string; left: number }[]
  reasons: Reasons
  answers: readonly LostAnswer[]
  /** Null: too few left. */
  comparison: Comparison<TraitName> | null
}
