import type { Readable } from 'node:stream'
import type { Contributions } from '../chat/contributions.ts'
import type { Finding } from '../chat/finding.ts'
import type { ImportKind, ImportRow, RowProblem } from '../chat/import-kind.ts'
import type { Locale, Worded } from '../chat/wording.ts'
import type { SettingsResult } from '../config/settings.ts'
import type { Task, TaskEvent } from './task.ts'

/** 0 all well, 2 some rows rejected, 1 nothing done. */
export type ExitCode = 0 | 1 | 2

export interface Output {
  write(text: string): unknown
}

/** What a command of the command line works with. */
export interface Terminal {
  locale: Locale
  /** The outcome; everything on the way to it goes to `errors`. */
  output: Output
  errors: Output
  /** Milliseconds, for durations. */
  now(): number
  clock(): Date
  /** Set when the person interrupts. */
  signal: AbortSignal
  settings: SettingsResult
  rooms: Contributions
  /** A file's checked rows, without a database; `map` is field to column. Throws an error that says why for a file that cannot be read. */
  rows(
    file: string,
    kind: ImportKind,
    map: ReadonlyMap<string, string>,
  ): AsyncIterable<{ rows: readonly ImportRow[]; problems: readonly RowProblem[] }>
  /** Asks the chat platforms of the settings whether they would work. */
  inspectPlatforms(): Promise<Finding[]>
  /**
   * Has the task done by the running bot if one holds the database, else on the database itself. `source` gives the file's bytes and
   * may be asked twice. Throws RapportError when the database cannot be had.
   */
  perform<Order, Event extends TaskEvent>(task: Task<Order, Event>, order: Order, source?: () => Readable): AsyncIterable<Event>
}

/** One command: `npm run rapport -- <name> ...`. */
export interface TerminalCommand {
  name: string
  /** What `help` prints of it: the line to type, indented by two, and what it does, by six. */
  help(rooms: Contributions): Worded
  /** Runs although the settings are wrong: it says so itself. */
  withoutSettings?: boolean
  /** What of it a running bot does. */
  tasks?: readonly Task[]
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>
}

/** Writes one line for the person and says that nothing was done. */
export function fail({ errors }: Pick<Terminal, 'errors'>, text: string): 1 {
  errors.write(`${text}\n`)
  return 1
}
