import { plainText } from '../chat/message.ts'
import { readFlags } from '../command-line/flags.ts'
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
  const usage = terminalWords(terminal.locale).eraseUsage
  const { values, positionals } = readFlags(args, { confirm: { type: 'string' } }, usage)
  const flags = { who: positionals.join(' ').trim(), confirm: values.confirm ?? '' }
  if (!flags.who) return fail(terminal, usage)
  for await (const event of terminal.perform(eraseTask, flags)) {
    if (event.type === 'refused') return fail(terminal, refusedText(terminal.locale, flags.who, event))
    for (const line of erasedLines(terminal.locale, event.customer, event)) terminal.output.write(`${plainText(line)}\n`)
  }
  return 0
}
