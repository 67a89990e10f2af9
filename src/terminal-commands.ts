import type { TerminalCommand } from './command-line/terminal.ts'
import { importCommand } from './imports/command.ts'

/** Everything `npm run rapport -- <command>` does, in the order in which `help` lists it. */
export const terminalCommands: readonly TerminalCommand[] = [importCommand]
