import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { RapportError } from '../../chat/errors.ts'
import {
  type BackupHeader,
  end,
  endOfRows,
  formatVersion,
  header,
  type KeptFile,
  keptFile,
  sequence,
  type Table,
  table,
} from './format.ts'

/** The parts of a backup in their order; `rows` come in pieces of whole rows after their table. */
export type Part =
  | ({ kind: 'header' } & BackupHeader)
  | ({ kind: 'file' } & KeptFile)
  | { kind: 'sequence'; sequence: string; last: string }
  | ({ kind: 'table' } & Table)
  | { kind: 'rows'; text: string }

/** No row and no line is longer; what is, is no backup. Bounds the memory a wrong file can take. */
const longestLine = 1 << 28

/**
 * Reads a backup from its beginning to its end. Rejects with `backup_unreadable` when the file is not one, with `backup_damaged` when it is
 * not whole and unchanged (known only at the end), with `backup_newer` when its format is.
 */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const source = createReadStream(file)
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  source.on('error', error => gunzip.destroy(error))
  try {
    yield* partsOf(source.pipe(gunzip))
  } catch (error) {
    if (error instanceof RapportError) throw error
    throw unreadable(file, error)
  } finally {
    source.destroy()
  }
}

async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const reading = new Reading()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let waiting = ''
  for await (const chunk of bytes) {
    waiting += decoder.decode(chunk, { stream: true })
    if (reading.atStart && !beginning.startsWith(waiting.slice(0, beginning.length))) throw notABackup()
    for (let taken = reading.next(waiting); taken !== ''; taken = reading.next(waiting)) {
      waiting = waiting.slice(taken.length)
      const part = reading.take(taken)
      if (part) yield part
    }
    if (waiting.length > longestLine) throw damaged()
  }
  if (!reading.ended || waiting !== '') throw damaged()
}

const beginning = '{"rapport":"backup"'

/** Where the reading stands: between tables, where each line says something, or among the rows of one. */
class Reading {
  readonly #hash = createHash('sha256')
  readonly #rows = new Map<string, number>()
  #table: string | null = null
  atStart = true
  ended = false

  /** What can be taken from the beginning of the text; nothing while it is not whole, or after the end. */
  next(text: string): string {
    if (this.ended) return ''
    return this.#table === null ? text.slice(0, text.indexOf('\n') + 1) : wholeRows(text)
  }

  take(text: string): Part | null {
    const part = this.#table === null ? this.#line(text) : this.#ofTable(this.#table, text)
    this.#hash.update(text)
    return part
  }

  #ofTable(name: string, text: string): Part | null {
    if (text === endOfRows) {
      this.#table = null
      return null
    }
    this.#rows.set(name, (this.#rows.get(name) ?? 0) + text.split('\n').length - 1)
    return { kind: 'rows', text }
  }

  #line(text: string): Part | null {
    const said = parsed(text)
    if (this.atStart) {
      this.atStart = false
      return { kind: 'header', ...headerOf(said) }
    }
    if ('file' in said) return { kind: 'file', ...checked(keptFile, said) }
    if ('sequence' in said) return { kind: 'sequence', ...checked(sequence, said) }
    if ('table' in said) {
      const begun = checked(table, said)
      this.#table = begun.table
      this.#rows.set(begun.table, 0)
      return { kind: 'table', ...begun }
    }
    const { rows, sha256 } = checked(end, said)
    const same = [...this.#rows].every(([name, count]) => rows[name] === count)
    if (!same || Object.keys(rows).length !== this.#rows.size || sha256 !== this.#hash.copy().digest('hex')) throw damaged()
    this.ended = true
    return null
  }
}

/** As many whole rows as are there, or the line that closes them. */
function wholeRows(text: string): string {
  if (text.startsWith(endOfRows)) return endOfRows
  const close = text.indexOf(`\n${endOfRows}`)
  return text.slice(0, (close >= 0 ? close : text.lastIndexOf('\n')) + 1)
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw damaged()
  }
}

function headerOf(said: Record<string, unknown>): BackupHeader {
  if (typeof said.format === 'number' && said.format > formatVersion)
    throw new RapportError('backup_newer', 'A newer version of Rapport wrote this backup.', 'Restore it with that version.')
  return checked(header, said)
}

function checked<T>(schema: z.ZodType<T>, said: unknown): T {
  const read = schema.safeParse(said)
  if (!read.success) throw damaged()
  return read.data
}

const damaged = (): RapportError =>
  new RapportError('backup_damaged', 'The backup is not whole, or was changed.', 'Take another backup; nothing was changed here.')

const notABackup = (): RapportError =>
  new RapportError('backup_unreadable', 'The file is no backup of Rapport.', 'Name a file that `backup` wrote.')

/** A wrong beginning is another kind of file; gzip's own checks find what is cut or changed. */
function unreadable(file: string, cause: unknown): RapportError {
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  if (code === 'Z_BUF_ERROR' || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return damaged()
  if (code === 'Z_DATA_ERROR')
    return String(cause).includes('incorrect header check') && !String(cause).includes('data check') ? notABackup() : damaged()
  return new RapportError('backup_unreadable', `The file ${file} cannot be read (${code}).`, 'Check the path and its rights.', {
    cause,
  })
}
