import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { anyTask, type TaskEvent } from '../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../command-line/terminal.ts'
import { backupTask } from './backup-task.ts'
import { backupHelp, operationsWords, refusalText, restoreHelp } from './messages.ts'
import { type RestoreDone, restoreTask } from './restore-task.ts'

/** `backup [FILE]` */
export const backupCommand: TerminalCommand = {
  name: 'backup',
  help: () => backupHelp,
  tasks: [anyTask(backupTask)],
  async run(args, terminal) {
    const words = operationsWords(terminal.locale)
    const read = readArguments(args, ['json'], [0, 1])
    if (!read) return fail(terminal, words.usage('backup [FILE] [--json]'))
    const file = read.file === undefined ? null : resolve(read.file)
    const event = await last(terminal.perform(backupTask, { file }))
    if (read.flags.has('json')) return printJson(terminal, event)
    if (event.type === 'refused') return fail(terminal, refusalText(terminal.locale, event))
    return print(terminal, [words.backedUp(event)])
  },
}

/** `restore FILE` */
export const restoreCommand: TerminalCommand = {
  name: 'restore',
  help: () => restoreHelp,
  tasks: [anyTask(restoreTask)],
  async run(args, terminal) {
    const words = operationsWords(terminal.locale)
    const read = readArguments(args, ['json', 'yes'], [1, 1])
    if (!read?.file) return fail(terminal, words.usage('restore FILE [--yes] [--json]'))
    const order = { file: resolve(read.file), replace: read.flags.has('yes') }
    const event = await last(terminal.perform(restoreTask, order))
    if (read.flags.has('json')) return printJson(terminal, event)
    if (event.type === 'done') return print(terminal, restoredLines(terminal, event))
    if (!('customers' in event)) return fail(terminal, refusalText(terminal.locale, event))
    return fail(terminal, words.occupied(event.customers, event.backup.createdAt, event.backup.customers))
  },
}

function restoredLines({ locale }: Terminal, event: RestoreDone): string[] {
  const words = operationsWords(locale)
  const waited = event.messages + event.events > 0 ? [words.waited(event)] : []
  return [words.restored(event), ...waited, words.access, words.daily, ...(event.keys ? [words.keys] : [])]
}

/** Null when there is a flag that is not known, or not as many files as there should be. */
function readArguments(
  args: readonly string[],
  flags: readonly string[],
  [least, most]: readonly [number, number],
): { file: string | undefined; flags: ReadonlySet<string> } | null {
  try {
    const options = Object.fromEntries(flags.map(flag => [flag, { type: 'boolean' as const }]))
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length < least || positionals.length > most) return null
    return { file: positionals[0], flags: new Set(Object.keys(values)) }
  } catch {
    return null
  }
}

async function last<Event extends TaskEvent>(events: AsyncIterable<Event>): Promise<Event> {
  let event: Event | null = null
  for await (event of events);
  if (!event) throw new Error('a task ends with an event')
  return event
}

function print({ output }: Terminal, lines: readonly string[]): ExitCode {
  output.write(`${lines.join('\n')}\n`)
  return 0
}

function printJson({ output }: Terminal, event: TaskEvent): ExitCode {
  output.write(`${JSON.stringify(event)}\n`)
  return event.type === 'done' ? 0 : 1
}
