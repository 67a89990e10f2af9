import type { Worded } from '../chat/wording.ts'
import { readFlags, readMap, UsageFault } from '../command-line/flags.ts'
import type { Key } from './columns.ts'

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

const usage =
  'npm run rapport -- import <kind> FILE [--map field=column,...] [--key columns|row] [--create-customers] [--report FILE] [--dry-run] [--json]'

const options = {
  map: { type: 'string', multiple: true },
  key: { type: 'string' },
  'create-customers': { type: 'boolean' },
  report: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** Reads what follows `import`. Throws UsageFault. */
export function readImportFlags(args: readonly string[]): ImportFlags {
  const { values, positionals } = readFlags(args, options, usage)
  const [kind, file, more] = positionals
  if (kind === undefined || file === undefined) throw new UsageFault(faults.usage)
  if (more !== undefined) throw new UsageFault(faults.more(more))
  const key = values.key ?? 'columns'
  if (key !== 'columns' && key !== 'row') throw new UsageFault(faults.key(key))
  const { 'create-customers': createCustomers = false, 'dry-run': dryRun = false, json = false, report = null } = values
  return { kind, file, map: readMap(values.map ?? []), key, createCustomers, report, dryRun, json }
}

const faults = {
  usage: { en: `Name what to import and the file:\n  ${usage}`, 'zh-CN': `请写明导入类型和文件：\n  ${usage}` } satisfies Worded,
  more: (word: string): Worded => ({
    en: `One file at a time; what is ${JSON.stringify(word)}?\n  ${usage}`,
    'zh-CN': `一次只能导入一个文件，多出了 ${JSON.stringify(word)}。\n  ${usage}`,
  }),
  key: (key: string): Worded => ({
    en: `--key is columns or row, not ${JSON.stringify(key)}.`,
    'zh-CN': `--key 只能是 columns 或 row，不能是 ${JSON.stringify(key)}。`,
  }),
}
