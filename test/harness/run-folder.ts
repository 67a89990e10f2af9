import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Set by `makeRunFolder` and inherited by the workers and the processes that tests start. */
const variable = 'RAPPORT_TEST_FOLDER'

/** A folder for everything a test run writes, removed by the returned function: workers are stopped before they could tidy up. */
export function makeRunFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-test-'))
  process.env[variable] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** A folder of this process alone, inside the run's; outside a test run (a benchmark) removed when the process ends. */
export function processFolder(): string {
  if (!process.env[variable]) process.on('exit', makeRunFolder())
  const folder = join(process.env[variable] ?? '', String(process.pid))
  mkdirSync(folder, { recursive: true })
  return folder
}

let count = 0

/** A path that nothing has used yet, inside the process's folder. */
export function freshPath(name: string): string {
  count += 1
  return join(processFolder(), `${name}-${count}`)
}
