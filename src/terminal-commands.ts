import { rotateKeyCommand } from './api/rotate-key.ts'
import type { TerminalCommand } from './command-line/terminal.ts'
import { importCommand } from './imports/command.ts'
import { backupCommand, restoreCommand } from './operations/backup-command.ts'
import { doctorCommand } from './operations/doctor/command.ts'
import { eraseCommand } from './privacy/erase-command.ts'
import { exportCommand } from './privacy/export-command.ts'
import { backtestCommand } from './risk/terminal/backtest.ts'
import { fitCommand } from './risk/terminal/fit.ts'
import { scoreCommand } from './risk/terminal/score.ts'

/** Everything `npm run rapport -- <command>` does, in the order in which `help` lists it. */
export const terminalCommands: readonly TerminalCommand[] = [
  importCommand,
  exportCommand,
  eraseCommand,
  backtestCommand,
  fitCommand,
  scoreCommand,
  backupCommand,
  restoreCommand,
  rotateKeyCommand,
  doctorCommand,
]
