import type { TerminalCommand } from './command-line/terminal.ts'
import { importCommand } from './imports/command.ts'
import { eraseCommand } from './privacy/erase-command.ts'
import { exportCommand } from './privacy/export-command.ts'

/** Everything `npm run rapport -- <command>` does, in the order in which `help` lists it. */
export const terminalCommands: readonly TerminalCommand[] = [importCommand, exportCommand, eraseCommand]
