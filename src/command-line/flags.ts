import { type ParseArgsConfig, parseArgs } from 'node:util'
import { isLocalDate, type LocalDate } from '../chat/dates/zone.ts'
import { errorCode } from '../chat/errors.ts'
import { nearest } from '../chat/verbs.ts'
import type { Worded } from '../chat/wording.ts'
import { flagFaults } from './flag-messages.ts'

/** What was typed after the command cannot be meant; nothing was done. */
export class UsageFault extends Error {
  readonly reason: Worded

  constructor(reason: Worded) {
    super(reason.en)
    this.name = 'UsageFault'
    this.reason = reason
  }
}

type FlagOptions = NonNullable<ParseArgsConfig['options']>

/** Reads what follows a command, strictly: a flag that is not known is a fault, never passed over. Throws UsageFault. */
export function readFlags<Options extends FlagOptions>(args: readonly string[], options: Options, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageFault(parseFault(error, args, Object.keys(options), usage))
  }
}

function parseFault(error: unknown, args: readonly string[], names: readonly string[], usage: string): Worded {
  const flags = names.map(name => `--${name}`)
  if (errorCode(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = args.find(arg => arg.startsWith('-') && arg !== '-' && !flags.includes(arg.split('=')[0] ?? '')) ?? ''
    return flagFaults.unknown(unknown, nearest(unknown.split('=')[0] ?? '', flags), flags)
  }
  return flagFaults.value(error instanceof Error ? (/'([^']+)'/.exec(error.message)?.[1] ?? '') : '', usage)
}

/** `field=column,field=column`. A comma in a column's name is understood when no `word=` follows it. Throws UsageFault. */
export function readMap(texts: readonly string[]): Map<string, string> {
  const map = new Map<string, string>()
  for (const pair of texts.flatMap(text => text.split(/,(?=\s*[A-Za-z_]+=)/))) {
    const at = pair.indexOf('=')
    const [field, column] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (at < 1 || !column) throw new UsageFault(flagFaults.pair(pair))
    if (map.has(field)) throw new UsageFault(flagFaults.twice(field))
    map.set(field, column)
  }
  return map
}

/** A day; undefined when the flag was not given. Throws UsageFault. */
export function readDay(flag: string, text: string | undefined): LocalDate | undefined {
  if (text !== undefined && !isLocalDate(text)) throw new UsageFault(flagFaults.day(flag, text))
  return text
}

/** A whole number from 1. Throws UsageFault. */
export function readCount(flag: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > most) throw new UsageFault(flagFaults.count(flag, text, most))
  return count
}
