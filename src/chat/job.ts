import type { Tx } from '../database/store.ts'
import type { Team } from './context.ts'
import type { Contributions } from './contributions.ts'
import type { LocalDate } from './dates/zone.ts'
import type { Outbox } from './outbox.ts'
import type { Locale, Worded } from './wording.ts'

/** What jobs work with; one transaction holds the run's record and all it writes. */
export interface JobContext {
  tx: Tx
  now: Date
  outbox: Outbox
  rooms: Contributions
  /** The scope's local date this run is for. */
  date: LocalDate
  /** Due earlier than 15 minutes ago: the bot was down. */
  late: boolean
  /** Days missed before this one. */
  skipped: number
}

export interface JobMember {
  id: number
  platform: string
  ref: string
  name: string
  locale: Locale
  zone: string
  workdays: number[]
  remindAt: string
}

/** Scheduled work, once a local day for each team or member. `title` is its name in `/rapport status`. */
export type Job =
  | {
      name: string
      title?: Worded
      scope: 'team'
      dueAt(team: Team): string
      workdaysOnly: boolean
      run(context: JobContext, team: Team): Promise<void>
    }
  | {
      name: string
      title?: Worded
      scope: 'member'
      dueAt(member: JobMember): string
      workdaysOnly: boolean
      run(context: JobContext, member: JobMember): Promise<void>
    }
  /** Every minute, bounded work: follows the activity cursor, clears what is old. */
  | { name: string; scope: 'minute'; run(context: Omit<JobContext, 'date' | 'late' | 'skipped'>): Promise<void> }
