import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Contributions } from '../chat/contributions.ts'
import { errorCode } from '../chat/errors.ts'
import { anyTask } from '../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../command-line/terminal.ts'
import { commandWords, importHelp } from './command-messages.ts'
import type { ImportEvent } from './event.ts'
import { readImportFlags } from './flags.ts'
import { openReport } from './report.ts'
import { createScreen, exitCodeOf } from './screen.ts'
import { type ImportOrder, importTask } from './task.ts'

/** `import <kind> FILE ...` */
export const importCommand: TerminalCommand = {
  name: 'import',
  help: (rooms: Contributions) => importHelp(rooms.importKinds.map(({ kind }) => kind)),
  tasks: [anyTask(importTask)],
  run: importFile,
}

async function importFile(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { output, errors, locale, now } = terminal
  const flags = readImportFlags(args)
  const unreadable = await fileProblem(flags.file)
  if (unreadable) return fail(terminal, commandWords(locale).file(flags.file, unreadable))
  let report: Awaited<ReturnType<typeof openReport>> | null = null
  try {
    report = flags.report === null ? null : await openReport(flags.report, locale)
  } catch (error) {
    return fail(terminal, commandWords(locale).report(flags.report ?? '', errorCode(error)))
  }
  const { kind, key, createCustomers, dryRun, map } = flags
  const order: ImportOrder = { kind, key, createCustomers, dryRun, map: Object.fromEntries(map) }
  const screen = createScreen({ output, errors, locale, json: flags.json, report: flags.report, now })
  let last: ImportEvent | null = null
  let stopped: string | null = null
  try {
    for await (const event of terminal.perform(importTask, order, () =>
      createReadStream(flags.file, { highWaterMark: 1 << 18 }),
    )) {
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

async function fileProblem(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? 'EISDIR' : null
  } catch (error) {
    return errorCode(error)
  }
}
