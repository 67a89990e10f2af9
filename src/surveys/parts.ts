import type { Contributions } from '../chat/contributions.ts'
import type { Outbox } from '../chat/outbox.ts'
import type { Tx } from '../database/store.ts'
import type { JoinLinks } from './joining/links.ts'

/** What the room needs from the outside, given by `main`. */
export interface SurveyParts {
  /** Names of the platforms that are connected: the others reach nobody. */
  connected(): readonly string[]
  /** The page where a survey is answered in a browser. */
  pageUrl(surveyId: number): string
  /** Links by which people of a customer open a conversation with us; unset: there is none. */
  joining?: JoinLinks
  /** Customers looked at for one mailing, if not as many as `pace` says. */
  mostAtOnce?: number
}

/** What asking and answering work with, for people and for jobs. */
export interface SurveyRun {
  tx: Tx
  outbox: Outbox
  now: Date
  rooms: Pick<Contributions, 'contactBlocks'>
}
