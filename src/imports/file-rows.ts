import { createReadStream } from 'node:fs'
import { errorCode } from '../chat/errors.ts'
import type { ImportKind, ImportRow, RowProblem } from '../chat/import-kind.ts'
import { UsageFault } from '../command-line/flags.ts'
import { batches } from './batches.ts'
import { matchColumns } from './columns.ts'
import { commandWords } from './command-messages.ts'
import { openCsv } from './csv.ts'
import { ImportRefused } from './fault.ts'
import { rowReader } from './read-row.ts'

const rowsAtOnce = 20_000

/**
 * A file's checked rows, for commands that need no database: ids of the rows play no part, so a file without them is read too. Throws
 * UsageFault for what cannot be read at all.
 */
export async function* fileRows(
  path: string,
  kind: ImportKind,
  map: ReadonlyMap<string, string>,
): AsyncGenerator<{ rows: ImportRow[]; problems: RowProblem[] }> {
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  try {
    const csv = await openCsv(source)
    const known = new Map([...map].filter(([field]) => field !== 'external_id'))
    const columns = matchColumns(csv.header, kind, known, 'row')
    yield* batches(csv.pieces, rowReader(kind, columns, 'row'), rowsAtOnce)
  } catch (error) {
    if (error instanceof ImportRefused) throw new UsageFault(error.reason)
    if (!['ENOENT', 'EACCES', 'EISDIR'].includes(errorCode(error))) throw error
    throw new UsageFault({
      en: commandWords('en').file(path, errorCode(error)),
      'zh-CN': commandWords('zh-CN').file(path, errorCode(error)),
    })
  } finally {
    source.destroy()
  }
}
