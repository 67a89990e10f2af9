import { pino } from 'pino'

/** All a log line may carry. Names, texts and tokens have no field here, so they cannot be logged by accident. */
export interface LogFields {
  code?: string
  key?: string
  platform?: string
  kind?: string
  job?: string
  scope?: string
  state?: string
  method?: string
  route?: string
  table?: string
  status?: number
  count?: number
  attempt?: number
  ms?: number
  id?: number
  pid?: number
  url?: string
  /** Where in our own code: `Error.stack` without its first line, which may quote data. */
  at?: string
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void

const allowed: ReadonlySet<string> = new Set<keyof LogFields>([
  ...(['code', 'key', 'platform', 'kind', 'job', 'scope', 'state', 'method', 'route', 'table'] as const),
  ...(['status', 'count', 'attempt', 'ms', 'id', 'pid', 'url', 'at'] as const),
])

/** JSON lines on stderr (stdout belongs to `rapport ready` and to command output). Fields outside the list are dropped. */
export function createLog(level: LogLevel | 'silent', destination: { write(line: string): void } = process.stderr): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return (at, event, fields = {}) => {
    const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name)))
    logger[at]({ ...kept, event })
  }
}

/** Where an error was thrown, without its message. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error) || !error.stack) return ''
  const frames = error.stack.split('\n').filter(line => line.trimStart().startsWith('at '))
  return frames
    .slice(0, 4)
    .map(line => line.trim())
    .join(' < ')
}
