import { type Parser, parse } from 'csv-parse'
import { errorCode } from '../chat/errors.ts'
import { delimiterOf } from './delimiter.ts'
import { refuseOtherEncodings } from './encoding.ts'
import { CsvBroken, ImportRefused } from './fault.ts'
import { fileFaults, rowFaults } from './messages.ts'

export interface CsvRecord {
  /** Where the row begins; the header is in line 1. */
  line: number
  cells: string[]
}

/** Records as they come out of one piece of the file, and how large that piece was. */
export interface CsvPiece {
  records: CsvRecord[]
  bytes: number
}

export interface Csv {
  header: string[]
  /** Throws `CsvBroken` where the file cannot be read any further. */
  pieces: AsyncGenerator<CsvPiece>
}

export const longestRow = 1_000_000
/** Enough to see what encoding it is. */
const headBytes = 65_536

/** Opens a CSV of any length: encoding, delimiter and header are looked at, the rows are read as they are asked for. */
export async function openCsv(source: AsyncIterable<Uint8Array>): Promise<Csv> {
  const chunks = source[Symbol.asyncIterator]()
  const { head, whole } = await readHead(chunks)
  if (head.length === 0) throw new ImportRefused('empty', fileFaults.empty())
  refuseOtherEncodings(head, whole)
  const text = head.toString('utf8').replace(/^\ufeff/, '')
  const pieces = readPieces(head, chunks, delimiterOf(text), /^sep=[,;\t]\r?\n/i.test(text) ? 2 : 1)
  const waiting: CsvPiece[] = []
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    waiting.push(next.value)
    if (next.value.records.length > 0) break
  }
  const header = waiting.at(-1)?.records.shift()
  if (!header) throw new ImportRefused('empty', fileFaults.empty())
  return { header: header.cells, pieces: chained(waiting, pieces) }
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<{ head: Buffer; whole: boolean }> {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < headBytes) {
    const { value, done } = await chunks.next()
    if (done) return { head: Buffer.concat(parts), whole: true }
    parts.push(value)
    length += value.length
  }
  return { head: Buffer.concat(parts), whole: false }
}

async function* chained(waiting: CsvPiece[], rest: AsyncGenerator<CsvPiece>): AsyncGenerator<CsvPiece> {
  yield* waiting
  yield* rest
}

async function* readPieces(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  delimiter: string,
  fromLine: number,
): AsyncGenerator<CsvPiece> {
  let records: CsvRecord[] = []
  const lineOf = lineCounter(fromLine - 1)
  const parser = parse({
    bom: true,
    delimiter,
    from_line: fromLine,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    // Taking the record here keeps it out of the stream's own queue, which would hold a piece twice.
    on_record: (cells: string[], { lines }: { lines: number }) => {
      records.push({ line: lineOf.first(cells, lines), cells })
      return null
    },
  })
  parser.on('error', () => {})
  parser.resume()
  const feed = async (bytes: Uint8Array | null): Promise<CsvPiece & { error: unknown }> => {
    const error = await pass(parser, bytes)
    const piece = { records, bytes: bytes?.length ?? 0, error }
    records = []
    return piece
  }
  for (let bytes: Uint8Array | null = head; ; ) {
    const { error, ...piece } = await feed(bytes)
    yield piece
    if (error) throw new CsvBroken(lineOf.last() + 1, reasonOf(errorCode(error)))
    if (bytes === null) return
    const next = await rest.next()
    bytes = next.done ? null : next.value
  }
}

/** Gives the parser a piece, or with null the end; its error, if any. */
function pass(parser: Parser, bytes: Uint8Array | null): Promise<unknown> {
  return new Promise(resolve => {
    if (bytes) {
      parser.write(bytes, error => resolve(error ?? null))
      return
    }
    parser.once('error', resolve)
    parser.once('end', () => resolve(null))
    parser.end()
  })
}

/**
 * Says in which line each row begins. The parser counts lines to where a row ends, and a carriage return with its line feed inside
 * quotes as two.
 */
function lineCounter(before: number): { first(cells: string[], counted: number): number; last(): number } {
  let last = before
  let tooMany = 0
  return {
    first(cells, counted) {
      const ends = counted - tooMany
      if (ends === last + 1) {
        last = ends
        return ends
      }
      const breaks = cells.flatMap(text => text.match(/\r\n|\n|\r/g) ?? [])
      const pairs = breaks.filter(text => text.length === 2).length
      tooMany += pairs
      last = ends - pairs
      return last - breaks.length
    },
    last: () => last,
  }
}

function reasonOf(code: string) {
  if (code === 'CSV_MAX_RECORD_SIZE') return rowFaults.tooLong(longestRow)
  if (code === 'CSV_QUOTE_NOT_CLOSED') return rowFaults.openQuote()
  return rowFaults.unreadable(code)
}
