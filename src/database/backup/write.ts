import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { RapportError } from '../../chat/errors.ts'
import { syncFolder } from '../durable.ts'
import { type DumpAbout, type Dumped, dump, type Snapshot } from './dump.ts'

export interface Written extends Dumped {
  file: string
  bytes: number
}

/** Marks what a killed process left half-written; the next backup into the folder removes it. */
const unfinished = '.unfinished'

/**
 * Writes a backup to `file`, readable by its owner only, whole or not at all. Rejects with `backup_exists` rather than replace a file, and
 * with `interrupted` after `signal`.
 */
export async function writeBackup(snapshot: Snapshot, file: string, about: DumpAbout, signal?: AbortSignal): Promise<Written> {
  if (existsSync(file)) throw new RapportError('backup_exists', `There is a file ${file} already.`, 'Name another file.')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await removeUnfinished(dirname(file))
  const draft = `${file}${unfinished}`
  let dumped: Dumped = { rows: {} }
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    dumped = yield* dump(snapshot, about)
  }
  try {
    const handle = await open(draft, 'wx', 0o600)
    // Chat may be waiting: quick rather than small.
    const gzip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 1 << 18 })
    await pipeline(Readable.from(bytes(), { objectMode: true }), gzip, handle.createWriteStream({ flush: true }), {
      ...(signal && { signal }),
    })
    await rename(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(draft, { force: true })
    if (!signal?.aborted) throw error
    throw new RapportError('interrupted', 'Interrupted: there is no backup.', 'Run the same command again.', { cause: error })
  }
  return { ...dumped, file, bytes: (await stat(file)).size }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(`.backup${unfinished}`)) await rm(join(folder, name), { force: true })
}
