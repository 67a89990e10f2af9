import { parseArgs } from 'node:util'
import { plainText } from '../chat/message.ts'
import { anyTask } from '../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../command-line/terminal.ts'
import { erasedLines } from './messages.ts'
import { eraseTask } from './tasks.ts'
import { eraseHelp, refusedText, terminalWords } from './terminal-messages.ts'

/** `erase WHO --confirm NAME` */
export const eraseCommand: TerminalCommand = {
  name: 'erase',
  help: () => eraseHelp,
  tasks: [anyTask(eraseTask)],
  run: erase,
}

async function erase(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const flags = readFlags(args)
  if (!flags) return fail(terminal, terminalWords(terminal.locale).eraseUsage)
  for await (const event of terminal.perform(eraseTask, flags)) {
    if (event.type === 'refused') return fail(terminal, refusedText(terminal.locale, flags.who, event))
    for (const line of erasedLines(terminal.locale, event.customer, event)) terminal.output.write(`${plainText(line)}\n`)
  }
  return 0
}

function readFlags(args: readonly string[]): { who: string; confirm: string } | null {
  try {
    const options = { confirm: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const who = positionals.join(' ').trim()
    return who ? { who, confirm: values.confirm ?? '' } : null
  } catch {
    return null
  }
}
