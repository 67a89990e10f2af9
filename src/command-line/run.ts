import { errorCode, RapportError } from '../chat/errors.ts'
import { UsageFault } from './flags.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from './terminal.ts'

/** Runs a command; whatever goes wrong is told to the person at the terminal, in their language where it is about what they typed. */
export async function runCommand(command: TerminalCommand, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await command.run(args, terminal)
  } catch (error) {
    if (error instanceof UsageFault) return fail(terminal, error.reason[terminal.locale])
    if (error instanceof RapportError) return fail(terminal, `${error.message}\n  ${error.nextStep} (${error.code})`)
    return fail(terminal, `${errorCode(error)}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
