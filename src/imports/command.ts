import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { errorCode, RapportError } from '../chat/errors.ts'
import type { Locale } from '../chat/wording.ts'
import type { Store } from '../database/store.ts'
import { commandWords } from './command-messages.ts'
import { importThroughDoor, readDoor } from './door-client.ts'
import type { ImportEvent } from './event.ts'
import { type ImportFlags, readImportFlags } from './flags.ts'
import type { Importer, ImportOrder } from './importer.ts'
import { openReport } from './report.ts'
import { createScreen, exitCodeOf } from './screen.ts'

export interface ImportCommandParts {
  /** The key file of a running bot; null when the database takes several processes (Postgres). */
  doorFile: string | null
  openStore(): Promise<Store>
  importer(store: Store): Importer
  locale: Locale
  output: { write(text: string): unknown }
  errors: { write(text: string): unknown }
  now(): number
  signal: AbortSignal
}

/** `import <kind> FILE ...`: its exit code. Throws RapportError when the database cannot be had. */
export async function importCommand(args: readonly string[], parts: ImportCommandParts): Promise<0 | 1 | 2> {
  const { output, errors, locale, now } = parts
  const read = readImportFlags(args)
  if ('fault' in read) return fail(parts, read.fault[locale])
  const { flags } = read
  const unreadable = await fileProblem(flags.file)
  if (unreadable) return fail(parts, commandWords(locale).file(flags.file, unreadable))
  let report: Awaited<ReturnType<typeof openReport>> | null = null
  try {
    report = flags.report === null ? null : await openReport(flags.report, locale)
  } catch (error) {
    return fail(parts, commandWords(locale).report(flags.report ?? '', errorCode(error)))
  }
  const screen = createScreen({ output, errors, locale, json: flags.json, report: flags.report, now })
  let last: ImportEvent | null = null
  let stopped: string | null = null
  try {
    for await (const event of importEvents(flags, parts)) {
      screen.show(event)
      if (event.type === 'problem') await report?.add(event)
      if (event.type === 'done') stopped = event.result.stopped?.reason[locale] ?? null
      last = event
    }
  } finally {
    await report?.end(stopped)
  }
  return exitCodeOf(last)
}

function fail({ errors }: ImportCommandParts, text: string): 1 {
  errors.write(`${text}\n`)
  return 1
}

async function fileProblem(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? 'EISDIR' : null
  } catch (error) {
    return errorCode(error)
  }
}

/** How long a bot that has the database but not yet its door, because it is starting, is waited for. */
const startingMs = 15_000

/** The import, by the running bot if one holds the database, else on the database itself. */
async function* importEvents(flags: ImportFlags, parts: ImportCommandParts): AsyncGenerator<ImportEvent> {
  const { kind, key, createCustomers, dryRun } = flags
  const order: ImportOrder = { kind, key, createCustomers, dryRun, map: Object.fromEntries(flags.map) }
  const source = (): Readable => createReadStream(flags.file, { highWaterMark: 1 << 18 })
  const until = parts.now() + startingMs
  for (;;) {
    const events = await throughBot(order, source(), parts)
    if (events) return yield* events
    let store: Store
    try {
      store = await parts.openStore()
    } catch (error) {
      if (errorCode(error) !== 'folder_in_use' || parts.doorFile === null || parts.now() > until) throw error
      await wait(250)
      continue
    }
    const file = source()
    try {
      return yield* parts.importer(store)(order, file, parts.signal)
    } finally {
      file.destroy()
      await store.close()
    }
  }
}

async function throughBot(order: ImportOrder, source: Readable, { doorFile, signal }: ImportCommandParts) {
  const door = doorFile === null ? null : await readDoor(doorFile)
  const events = door && (await importThroughDoor(door, order, source, signal))
  if (!events) source.destroy()
  return events
}

/** What went wrong, for the person at the terminal. */
export function describeError(error: unknown): string {
  if (error instanceof RapportError) return `${error.message}\n  ${error.nextStep} (${error.code})`
  return `${errorCode(error)}: ${error instanceof Error ? error.message : String(error)}`
}
