import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorCode } from '../chat/errors.ts'
import { readFlags } from '../command-line/flags.ts'
import { anyTask } from '../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../command-line/terminal.ts'
import { exportTask } from './tasks.ts'
import { exportHelp, refusedText, terminalWords } from './terminal-messages.ts'

/** `export WHO [--out FOLDER]` */
export const exportCommand: TerminalCommand = {
  name: 'export',
  help: () => exportHelp,
  tasks: [anyTask(exportTask)],
  run: exportTo,
}

async function exportTo(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const words = terminalWords(terminal.locale)
  const { values, positionals } = readFlags(args, { out: { type: 'string' } }, words.exportUsage)
  const who = positionals.join(' ').trim()
  if (!who) return fail(terminal, words.exportUsage)
  const out = resolve(values.out ?? `rapport-export-${who.replace(/[^\p{L}\p{N}]+/gu, '-')}`)
  let count = 0
  for await (const event of terminal.perform(exportTask, { who })) {
    if (event.type === 'refused') return fail(terminal, refusedText(terminal.locale, who, event))
    if (event.type === 'file') {
      // Made only now: a customer who is not found leaves no empty folder behind.
      const refused = count === 0 ? await makeFolder(out) : null
      if (refused) return fail(terminal, words.folder(out, refused))
      await writeFile(join(out, event.name), event.text, { mode: 0o600, flag: 'wx' })
      count += 1
    } else terminal.output.write(`${words.exported(event.customer.name, count, out)}\n`)
  }
  return 0
}

/** The code of what keeps it from being made, a folder of that name first of all. */
const makeFolder = (path: string): Promise<string | null> =>
  mkdir(path, { mode: 0o700 }).then(
    () => null,
    (error: unknown) => errorCode(error),
  )
