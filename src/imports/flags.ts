import { parseArgs } from 'node:util'
import { errorCode } from '../chat/errors.ts'
import { nearest } from '../chat/verbs.ts'
import type { Worded } from '../chat/wording.ts'
import type { Key } from './columns.ts'
import { flagFaults } from './flag-messages.ts'

/** What `import <kind> FILE ...` asks for. */
export interface ImportFlags {
  kind: string
  file: string
  map: Map<string, string>
  key: Key
  createCustomers: boolean
  report: string | null
  dryRun: boolean
  json: boolean
}

export const importOptions = {
  map: { type: 'string', multiple: true },
  key: { type: 'string' },
  'create-customers': { type: 'boolean' },
  report: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** Reads what follows `import`, strictly: a flag that is not known is a fault, never passed over. */
export function readImportFlags(args: readonly string[]): { flags: ImportFlags } | { fault: Worded } {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return { fault: parseFault(error, args) }
  }
  const { values, positionals } = parsed
  const [kind, file, more] = positionals
  if (kind === undefined || file === undefined) return { fault: flagFaults.usage() }
  if (more !== undefined) return { fault: flagFaults.more(more) }
  const key = values.key ?? 'columns'
  if (key !== 'columns' && key !== 'row') return { fault: flagFaults.key(key) }
  const map = readMap(values.map ?? [])
  if ('fault' in map) return map
  const { 'create-customers': createCustomers = false, 'dry-run': dryRun = false, json = false, report = null } = values
  return { flags: { kind, file, map: map.map, key, createCustomers, report, dryRun, json } }
}

const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: importOptions, allowPositionals: true, strict: true })

function parseFault(error: unknown, args: readonly string[]): Worded {
  const flags = Object.keys(importOptions).map(name => `--${name}`)
  if (errorCode(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = args.find(arg => arg.startsWith('-') && arg !== '-' && !flags.includes(arg.split('=')[0] ?? '')) ?? ''
    return flagFaults.unknown(unknown, nearest(unknown.split('=')[0] ?? '', flags), flags)
  }
  return flagFaults.value(error instanceof Error ? (/'([^']+)'/.exec(error.message)?.[1] ?? '') : '')
}

/** `field=column,field=column`. A comma in a column's name is understood when no `word=` follows it. */
function readMap(texts: readonly string[]): { map: Map<string, string> } | { fault: Worded } {
  const map = new Map<string, string>()
  for (const pair of texts.flatMap(text => text.split(/,(?=\s*[A-Za-z_]+=)/))) {
    const at = pair.indexOf('=')
    const [field, column] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (at < 1 || !column) return { fault: flagFaults.pair(pair) }
    if (map.has(field)) return { fault: flagFaults.twice(field) }
    map.set(field, column)
  }
  return { map }
}
