import type { Worded } from '../../chat/wording.ts'
import { readFlags, readMap, UsageFault } from '../../command-line/flags.ts'
import type { Terminal } from '../../command-line/terminal.ts'
import { type OrderLog, readOrderLog } from './order-file.ts'

/** Flags of every command that reads an order log. */
export const logOptions = { map: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const

type LogOptions = typeof logOptions & Record<string, { type: 'string' | 'boolean' }>

/** Reads the flags and the one file that stands among them. Throws UsageFault. */
export function readLogFlags<Options extends LogOptions>(args: readonly string[], options: Options, usage: string) {
  const { file, ...read } = readOwnFlags(args, options, usage)
  if (file === null) throw new UsageFault(faults.file(usage))
  return { ...read, file }
}

/** The same where there need not be a file: without one it is about the company's own orders. Throws UsageFault. */
export function readOwnFlags<Options extends LogOptions>(args: readonly string[], options: Options, usage: string) {
  const { values, positionals } = readFlags(args, options, usage)
  const [file = null, more] = positionals
  if (more !== undefined) throw new UsageFault(faults.more(more, usage))
  const { map, json = false } = values as { map?: string[]; json?: boolean }
  return { values, file, json, map: readMap(map ?? []) }
}

/** The file's orders; what could not be read is said on the way. Throws UsageFault when there are none. */
export async function openOrderLog(terminal: Terminal, file: string, map: ReadonlyMap<string, string>): Promise<OrderLog> {
  const zone = terminal.settings.ok ? terminal.settings.settings.defaultZone : 'UTC'
  const log = await readOrderLog(terminal, file, map, zone)
  if (log.rejected > 0) terminal.errors.write(`${faults.rejected(log.rejected)[terminal.locale]}\n`)
  if (log.customers.length === 0) throw new UsageFault(faults.empty)
  return log
}

const faults = {
  file: (usage: string): Worded => ({
    en: `Name the file with the orders:\n  ${usage}`,
    'zh-CN': `请写明订单文件：\n  ${usage}`,
  }),
  more: (word: string, usage: string): Worded => ({
    en: `One file at a time; what is ${JSON.stringify(word)}?\n  ${usage}`,
    'zh-CN': `一次只能读取一个文件，多出了 ${JSON.stringify(word)}。\n  ${usage}`,
  }),
  rejected: (count: number): Worded => ({
    en: `${count} rows could not be read and count nowhere; \`import orders FILE --dry-run\` says why.`,
    'zh-CN': `有 ${count} 行无法读取，未计入；用 \`import orders 文件 --dry-run\` 查看原因。`,
  }),
  empty: { en: 'The file holds no orders that can be read.', 'zh-CN': '文件里没有可以读取的订单。' } satisfies Worded,
}
