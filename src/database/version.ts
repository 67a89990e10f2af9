import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder } from './migrations.ts'

/** This copy's version, from package.json. */
export function rapportVersion(): string {
  const text = readFileSync(join(migrationsFolder(), '..', '..', 'package.json'), 'utf8')
  return String((JSON.parse(text) as { version: unknown }).version)
}
