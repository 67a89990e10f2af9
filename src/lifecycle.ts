import { errorCode, RapportError } from './chat/errors.ts'
import type { Log } from './config/log.ts'

/** What was started, so that it is stopped in the opposite order, also when the start fails half-way. */
export class Started {
  readonly #stops: (() => Promise<void>)[] = []

  add(stop: () => Promise<void>): void {
    this.#stops.push(stop)
  }

  /** Stops everything; one that fails does not keep the others running. */
  async stop(log: Log): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse())
      await stop().catch((error: unknown) => log('error', 'stop.failed', { code: errorCode(error) }))
  }
}

/** Ends orderly within 10 s: what is running finishes or is released for the next start. A second signal ends at once. */
export function onSignals(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      setTimeout(() => process.exit(1), 9_000).unref()
      void stop().finally(() => process.exit(0))
    })
}

/** Why the start failed, for the person at the terminal: what is wrong and what to do. */
export function describeFailure(error: unknown): string {
  if (error instanceof RapportError) return `Rapport cannot start: ${error.message}\n  ${error.nextStep} (${error.code})`
  const code = errorCode(error)
  if (code === 'EADDRINUSE')
    return 'Rapport cannot start: another program listens on this address.\n  Set PORT to a free port, or 0 for any.'
  return `Rapport cannot start (${code}): ${error instanceof Error ? error.stack : String(error)}`
}
