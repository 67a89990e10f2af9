import type { PersonName, PlaceName } from '../harness/bot.ts'

/** What the person sees. */
export type Answer =
  | { card: string }
  /** A numbered list: the bold name of each row, or its whole text where nothing is bold. */
  | { list: string[] }
  /** A form, and what its fields hold. */
  | { form: string; holds?: Record<string, string> }
  | { says: string }

/** One thing somebody types: with a slash as a command, else as a direct message. */
export interface Utterance {
  who: PersonName
  line: string
  /** What they did just before: shows the list whose numbers `line` uses. */
  after?: string
  place?: PlaceName
  answer: Answer
  /** Everything the line changed in the database, as test/utterances/changes.ts writes it; nothing else may change. */
  does?: string[]
}
