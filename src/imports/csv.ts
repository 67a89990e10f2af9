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
  const delimiter = delimiterOf(head.toString('utf8').replace(/^\ufeff/, ''))
  // The line in which Excel names the delimiter is counted, but is no row.
  const named = /^(?:\xef\xbb\xbf)?sep=[,;\t]\r?\n/i.exec(head.toString('latin1', 0, 20))?.[0].length ?? 0
  const pieces = readPieces(head.subarray(named), chunks, delimiter, named > 0 ? 2 : 1)
  const waiting: CsvPiece[] = []
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    waiting.push(next.value)
    const header = next.value.records.shift()
    if (header) return { header: header.cells, pieces: chained(waiting, pieces) }
  }
  throw new ImportRefused('empty', fileFaults.empty())
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
  firstLine: number,
): AsyncGenerator<CsvPiece> {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  })
  let line = firstLine
  let records: CsvRecord[] = []
  const take = () => {
    // The parser can tell the line too, but at two thirds of the speed and with quoted line ends counted twice.
    for (let cells: string[] | null = parser.read(); cells !== null; cells = parser.read()) {
      if (cells.length > 1 || cells[0] !== '') records.push({ line, cells })
      line += 1 + lineBreaks(cells)
    }
  }
  parser.on('error', () => {})
  // The parser takes the next piece only when what it made of the last one is taken.
  parser.on('readable', take)
  for (let bytes: Uint8Array | null = head; ; ) {
    const error = await pass(parser, bytes)
    take()
    yield { records, bytes: bytes?.length ?? 0 }
    records = []
    if (error) throw new CsvBroken(line, reasonOf(errorCode(error)))
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

function lineBreaks(cells: readonly string[]): number {
  let breaks = 0
  for (const text of cells) if (text.includes('\n') || text.includes('\r')) breaks += text.match(/\r\n|\n|\r/g)?.length ?? 0
  return breaks
}

function reasonOf(code: string) {
  if (code === 'CSV_MAX_RECORD_SIZE') return rowFaults.tooLong(longestRow)
  if (code === 'CSV_QUOTE_NOT_CLOSED') return rowFaults.openQuote()
  return rowFaults.unreadable(code)
}
