import type { ImportRow, RowProblem } from '../chat/import-kind.ts'
import type { CsvPiece, CsvRecord } from './csv.ts'
import type { ReadRow } from './read-row.ts'

export interface Batch {
  rows: ImportRow[]
  /** Of rows that could not be read. */
  problems: RowProblem[]
  /** How many of the file's rows this batch accounts for, and how many of them could not be read. */
  read: number
  rejected: number
}

/** However few rows: memory is bounded when rows are large. */
const mostBytes = 16_000_000

/**
 * Gathers rows into batches of about `size`. Neighbouring rows with one external id stay together (up to twice the size), so that an
 * order is written once.
 */
export async function* batches(
  pieces: AsyncIterable<CsvPiece>,
  readRow: (record: CsvRecord) => ReadRow,
  size: number,
): AsyncGenerator<Batch> {
  const gathered = { batch: emptyBatch(), bytes: 0, full: false }
  let broken: unknown
  try {
    for await (const piece of pieces) {
      gathered.bytes += piece.bytes
      for (const record of piece.records) {
        const read = readRow(record)
        if (!read) continue
        if (gathered.full && !('row' in read && belongs(read.row, gathered.batch.rows, size))) {
          yield gathered.batch
          Object.assign(gathered, { batch: emptyBatch(), bytes: 0 })
        }
        put(read, gathered.batch)
        gathered.full = gathered.batch.read >= size || gathered.bytes >= mostBytes
      }
    }
  } catch (error) {
    // What was read before the break is good.
    broken = error
  }
  if (gathered.batch.read > 0) yield gathered.batch
  if (broken) throw broken
}

function put(read: NonNullable<ReadRow>, batch: Batch): void {
  batch.read += 1
  if ('row' in read) {
    batch.rows.push(read.row)
    return
  }
  batch.problems.push(...read.problems)
  batch.rejected += 1
}

const emptyBatch = (): Batch => ({ rows: [], problems: [], read: 0, rejected: 0 })

function belongs(row: ImportRow, rows: readonly ImportRow[], size: number): boolean {
  const id = row.values.external_id
  return rows.length < size * 2 && id !== undefined && rows.at(-1)?.values.external_id === id
}
