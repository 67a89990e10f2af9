import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { errorCode } from '../chat/errors.ts'
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
  const flags = readFlags(args)
  if (!flags) return fail(terminal, words.exportUsage)
  const out = resolve(flags.out ?? `rapport-export-${flags.who.replace(/[^\p{L}\p{N}]+/gu, '-')}`)
  try {
    await mkdir(out, { mode: 0o700 })
  } catch (error) {
    return fail(terminal, words.folder(out, errorCode(error)))
  }
  let count = 0
  for await (const event of terminal.perform(exportTask, { who: flags.who })) {
    if (event.type === 'refused') return fail(terminal, refusedText(terminal.locale, flags.who, event))
    if (event.type === 'file') {
      await writeFile(join(out, event.name), event.text, { mode: 0o600, flag: 'wx' })
      count += 1
    } else terminal.output.write(`${words.exported(event.customer.name, count, out)}\n`)
  }
  return 0
}

function readFlags(args: readonly string[]): { who: string; out: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { out: { type: 'string' } }, allowPositionals: true })
    const who = positionals.join(' ').trim()
    return who ? { who, out: values.out } : null
  } catch {
    return null
  }
}
