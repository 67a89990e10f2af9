import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Message } from '../../src/playground/model.ts'

const start = fileURLToPath(new URL('../../.config/start.mjs', import.meta.url))

export interface PlaygroundBot {
  /** Address of the playground's page. */
  url: string
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

/**
 * Starts the bot as a newcomer does, with a folder of its own and on any free port, and waits until it says that it is ready. `kept`:
 * messages that its local Slack has from before.
 */
export async function startPlaygroundBot(kept: readonly Message[] = []): Promise<PlaygroundBot> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-e2e-'))
  if (kept.length > 0) await keep(join(folder, 'data', 'playground', 'slack.json'), kept)
  const child = spawn(process.execPath, [start], { cwd: folder, env: newcomer(folder), stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { url: await readyUrl(child), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function keep(file: string, messages: readonly Message[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify({ version: 1, channels: [], messages }))
}

/** Nothing of what this machine has set up for a bot of its own. */
function newcomer(folder: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, DATA_DIR: join(folder, 'data'), PORT: '0', PLAYGROUND: 'on' }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (data: Buffer) => {
      said += data
      const url = /^rapport ready (\S+)$/m.exec(said)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`the bot ended with ${code} before it was ready:\n${said.slice(-4_000)}`)))
  })
}
