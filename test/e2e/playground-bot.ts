import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Message } from '../../src/playground/model.ts'
import { freshPath } from '../harness/run-folder.ts'

const start = fileURLToPath(new URL('../../.config/start.mjs', import.meta.url))

export interface PlaygroundBot {
  /** Address of the playground's page. */
  url: string
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

/** The shop as it is after a first start: laying it out takes most of a start, so the files of one worker share it. */
let firstStart: Promise<string> | undefined

/** `wecom`: with a local WeCom beside the local Slack. */
export type Playground = 'on' | 'wecom'

/**
 * Starts the bot in a folder of its own and on any free port, and waits until it says that it is ready. `kept`: messages that its local
 * Slack has from before; then it is the first start of a newcomer, else the second.
 */
export async function startPlaygroundBot(kept: readonly Message[] = [], playground: Playground = 'on'): Promise<PlaygroundBot> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-e2e-'))
  if (kept.length > 0) await keep(join(folder, 'data', 'playground', 'slack.json'), kept)
  else {
    firstStart ??= startOnce()
    await cp(await firstStart, join(folder, 'data'), { recursive: true })
  }
  return startIn(folder, playground)
}

/** Starts once and ends as asked to; gives the data folder. */
async function startOnce(): Promise<string> {
  const folder = freshPath('shop')
  await mkdir(folder, { recursive: true })
  const child = spawn(process.execPath, [start], { cwd: folder, env: newcomer(folder, 'on'), stdio: ['ignore', 'pipe', 'pipe'] })
  await readyUrl(child)
  child.kill('SIGTERM')
  await once(child, 'exit')
  return join(folder, 'data')
}

async function startIn(folder: string, playground: Playground): Promise<PlaygroundBot> {
  const child = spawn(process.execPath, [start], {
    cwd: folder,
    env: newcomer(folder, playground),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
function newcomer(folder: string, playground: Playground): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, DATA_DIR: join(folder, 'data'), PORT: '0', PLAYGROUND: playground }
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
