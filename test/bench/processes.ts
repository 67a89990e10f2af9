import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const project = fileURLToPath(new URL('../..', import.meta.url))

/** A process of its own, known to be ready by a line it prints. */
export interface Started {
  pid: number
  url: string
  /** What it printed so far, for when something goes wrong. */
  output(): string
  stop(): Promise<void>
}

const readyWithinMs = 120_000

/** Starts node on a file and waits until a line says `ready <url>`. */
export async function startNode(args: readonly string[], env: Record<string, string>, ready: RegExp): Promise<Started> {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (text: Buffer): void => {
    output = (output + text.toString()).slice(-20_000)
  }
  child.stderr.on('data', keep)
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${output}`)), readyWithinMs)
    child.stdout.on('data', (text: Buffer) => {
      keep(text)
      const found = ready.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', code => reject(new Error(`ended with ${code}:\n${output}`)))
    child.once('error', reject)
    child.once('exit', () => clearTimeout(timer))
    child.stdout.once('close', () => clearTimeout(timer))
  }).catch(async (error: unknown) => {
    await stop(child)
    throw error
  })
  return { pid: child.pid ?? 0, url, output: () => output, stop: () => stop(child) }
}

/** Runs node on a file to its end and gives what it printed; rejects when it fails. */
export async function runNode(args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString()
  })
  child.stderr.on('data', (text: Buffer) => {
    errors = (errors + text.toString()).slice(-5_000)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-2_000)}\n${errors}`)
  return output
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** Memory of a process in MB: now and the most it ever was. Null where the system does not say (not Linux). */
export function memoryOf(pid: number): { now: number; peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
  } catch {
    return null
  }
}
