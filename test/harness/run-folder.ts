import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this process alone, removed when the process ends. Others may pass through it: Postgres runs as another user. */
export function processFolder(): string {
  folder ??= make()
  return folder
}

let folder: string | undefined
let count = 0

/** A path that nothing has used yet, inside the process's folder. */
export function freshPath(name: string): string {
  count += 1
  return join(processFolder(), `${name}-${count}`)
}

function make(): string {
  const made = mkdtempSync(join(tmpdir(), 'rapport-test-'))
  process.on('exit', () => rmSync(made, { recursive: true, force: true }))
  return made
}
