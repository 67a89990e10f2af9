import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { RapportError } from '../chat/errors.ts'

interface Holder {
  pid: number
  /** Start time of the process in kernel ticks (Linux only): tells a reused pid from the holder. */
  started: string | null
  host: string
  token: string
}

export interface Lock {
  release(): Promise<void>
}

/** Locks held by this process, for systems that cannot tell when a process started. */
const held = new Set<string>()

/**
 * Takes the lock file at `path`, or refuses with `folder_in_use` naming the process that has it.
 *
 * Two processes on one PGlite folder both succeed silently and one loses its rows, so a live holder is never robbed. A dead
 * holder's lock is replaced only by the one process that holds the lock named after the dead one's token: two processes that
 * see the same dead holder cannot both become its heir.
 */
export async function takeLock(path: string): Promise<Lock> {
  const mine: Holder = {
    pid: process.pid,
    started: (await lookAt('self'))?.started ?? null,
    host: hostname(),
    token: randomBytes(8).toString('hex'),
  }
  const draft = `${path}.${mine.token}`
  await writeFile(draft, JSON.stringify(mine), { flush: true })
  try {
    await claim(path, draft, mine)
  } finally {
    await rm(draft, { force: true })
  }
  held.add(mine.token)
  return {
    async release() {
      if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true })
      held.delete(mine.token)
    },
  }
}

async function claim(path: string, draft: string, mine: Holder): Promise<void> {
  while (!(await linkUnlessTaken(draft, path))) {
    const holder = await readHolder(path)
    if (!holder) continue
    if (await isAlive(holder)) throw refusal(path, holder)
    const heir = await takeLock(`${path}.${holder.token}.heir`)
    try {
      if ((await readHolder(path))?.token !== holder.token) continue
      await writeFile(`${draft}.heir`, JSON.stringify(mine), { flush: true })
      await rename(`${draft}.heir`, path)
      return
    } finally {
      await heir.release()
    }
  }
}

/** A link appears whole or not at all, so nobody ever reads half a lock. */
async function linkUnlessTaken(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new RapportError(
      'lock_unreadable',
      `The lock file ${path} cannot be read.`,
      `If no Rapport is running, delete ${path}.`,
      { cause: error },
    )
  }
}

/** A holder on another host (a shared disk, another container) cannot be looked at, so it counts as alive. */
async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true
  if (holder.pid === process.pid && holder.started === null) return held.has(holder.token)
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const seen = await lookAt(holder.pid)
  if (!seen || holder.started === null) return true
  return seen.started === holder.started && seen.state !== 'Z'
}

/** The state (Z: ended, not yet collected by its parent) and start time of a process, where /proc tells. */
async function lookAt(pid: number | 'self'): Promise<{ state: string; started: string } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // Fields 3 and 22; field 2, the command's name, may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', started: fields[19] ?? '' }
  } catch {
    return null
  }
}

function refusal(path: string, holder: Holder): RapportError {
  const elsewhere = holder.host !== hostname()
  return new RapportError(
    'folder_in_use',
    `Another Rapport uses this data folder: process ${holder.pid}${elsewhere ? ` on ${holder.host}` : ''} (lock ${path}).`,
    elsewhere
      ? `Stop it there first. If that machine or container is gone, delete ${path}. For several processes set DATABASE_URL to a Postgres.`
      : `Stop process ${holder.pid} first, or set DATA_DIR to another folder. For several processes set DATABASE_URL to a Postgres.`,
  )
}
