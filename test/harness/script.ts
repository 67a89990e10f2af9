import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Script {
  readonly pid: number
  /** What it wrote to its standard output so far. */
  readonly lines: readonly string[]
  readonly errors: string
  /** Waits for a line that holds `text`; rejects with what it said when the process ends before. */
  line(text: string): Promise<string>
  signal(name: NodeJS.Signals): void
  /** Waits until it has ended and its output is read; returns its exit code, null after a signal. */
  ended(): Promise<number | null>
}

/** Runs a file in a process of its own, as a second bot would be; TypeScript takes seconds to get ready. */
export function runScript(file: URL, args: readonly string[] = [], env: Record<string, string> = {}): Script {
  const loader = file.pathname.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...loader, file.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const lines: string[] = []
  let errors = ''
  const closed = once(child, 'close')
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const reader = createInterface({ input: child.stdout })
  reader.on('line', line => lines.push(line))
  return {
    pid: child.pid ?? 0,
    lines,
    get errors() {
      return errors
    },
    line: text => waitForLine(text, lines, reader, closed, () => errors),
    signal: name => void child.kill(name),
    async ended() {
      await closed
      return (child as ChildProcess).exitCode
    },
  }
}

async function waitForLine(
  text: string,
  lines: readonly string[],
  reader: ReturnType<typeof createInterface>,
  closed: Promise<unknown>,
  errors: () => string,
): Promise<string> {
  const find = () => lines.find(line => line.includes(text))
  let ended = false
  void closed.then(() => {
    ended = true
  })
  for (let found = find(); ; found = find()) {
    if (found !== undefined) return found
    if (ended) throw new Error(`the process ended without saying "${text}": ${lines.join('\n')}\n${errors()}`)
    await Promise.race([once(reader, 'line'), closed])
  }
}
