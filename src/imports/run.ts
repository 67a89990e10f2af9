import { setImmediate as nextTurn } from 'node:timers/promises'
import { errorCode } from '../chat/errors.ts'
import type { ImportKind, ImportOptions, Landed, RowProblem } from '../chat/import-kind.ts'
import { sqlState } from '../database/errors.ts'
import type { Store } from '../database/store.ts'
import { type Batch, batches } from './batches.ts'
import { type Key, matchColumns } from './columns.ts'
import { openCsv } from './csv.ts'
import type { ImportEvent, ImportResult } from './event.ts'
import { CsvBroken, ImportRefused } from './fault.ts'
import { batchLander } from './land.ts'
import { fileFaults, stopReasons } from './messages.ts'
import { rowReader } from './read-row.ts'

export interface ImportRequest {
  kind: ImportKind
  source: AsyncIterable<Uint8Array>
  /** Field to column. */
  map: ReadonlyMap<string, string>
  key: Key
  dryRun: boolean
  options: Omit<ImportOptions, 'written' | 'alone'>
  /** Rows a transaction; while one runs on the embedded database, everybody waits. */
  batchRows: number
  /** The process is stopping: the batch at hand is finished, the rest is left. */
  signal?: AbortSignal
}

/** Reads, checks and lands a file while saying how it goes. Never throws; the last event is `refused` or `done`. */
export async function* runImport(store: Store, request: ImportRequest): AsyncGenerator<ImportEvent> {
  try {
    const csv = await openCsv(request.source)
    const columns = matchColumns(csv.header, request.kind, request.map, request.key)
    const read = rowReader(request.kind, columns, request.key)
    const result = emptyResult(request, columns.ignored)
    yield* landAll(store, request, batches(csv.pieces, read, request.batchRows), result)
    if (result.rows === 0 && !result.stopped) throw new ImportRefused('header_only', fileFaults.headerOnly())
    yield { type: 'done', result }
  } catch (error) {
    if (error instanceof ImportRefused) yield { type: 'refused', code: error.code, reason: error.reason }
    else if (error instanceof CsvBroken) yield { type: 'refused', code: 'csv_broken', reason: lineReason(error) }
    else yield { type: 'refused', code: errorCode(error), reason: stopReasons.source(errorCode(error)) }
  }
}

const lineReason = ({ line, reason }: CsvBroken) => ({
  en: `Line ${line}: ${reason.en}`,
  'zh-CN': `第 ${line} 行：${reason['zh-CN']}`,
})

function emptyResult(request: ImportRequest, ignored: string[]): ImportResult {
  const counts = { rows: 0, rejected: 0, created: 0, updated: 0, unchanged: 0, customersCreated: 0 }
  return { kind: request.kind.kind, dryRun: request.dryRun, ...counts, ignored, notes: [], stopped: null }
}

/** One batch lands while the next is read: on a database in another process both go on at once. */
async function* landAll(
  store: Store,
  request: ImportRequest,
  source: AsyncGenerator<Batch>,
  result: ImportResult,
): AsyncGenerator<ImportEvent> {
  const land = batchLander(store, request.kind, request.options, request.dryRun)
  let landing: Landing | null = null
  try {
    for (;;) {
      const next = await nextOf(source)
      if (landing) {
        yield* settle(await landing.outcome, landing.batch, result)
        landing = null
        if (result.stopped) return
        // The embedded database works in this very thread: without a turn for the event loop, chat would wait for the whole file.
        await nextTurn()
      }
      if ('broken' in next) {
        result.stopped = stopOf(next.broken)
        return
      }
      if (request.signal?.aborted) result.stopped = { code: 'stopping', reason: stopReasons.stopping() }
      if (!next.batch || result.stopped) return
      landing = { batch: next.batch, outcome: outcomeOf(next.batch.rows.length > 0 ? land(next.batch.rows) : nothing) }
    }
  } finally {
    // Also when nobody asks for more: the batch that is being written is written.
    await landing?.outcome
  }
}

interface Landing {
  batch: Batch
  outcome: Promise<Landed | { failed: unknown }>
}

const nothing: Promise<Landed> = Promise.resolve({ created: 0, updated: 0, unchanged: 0, problems: [] })

const outcomeOf = (landed: Promise<Landed>): Landing['outcome'] => landed.catch((failed: unknown) => ({ failed }))

async function nextOf(source: AsyncGenerator<Batch>): Promise<{ batch: Batch | null } | { broken: unknown }> {
  try {
    const next = await source.next()
    return { batch: next.done ? null : next.value }
  } catch (broken) {
    return { broken }
  }
}

function* settle(outcome: Landed | { failed: unknown }, batch: Batch, result: ImportResult): Generator<ImportEvent> {
  yield* batch.problems.map(problemEvent)
  result.rows += batch.read
  result.rejected += batch.rejected
  if ('failed' in outcome) {
    const code = sqlState(outcome.failed) ?? errorCode(outcome.failed)
    const [first, last] = [batch.rows[0]?.line ?? 0, batch.rows.at(-1)?.line ?? 0]
    result.rejected += batch.rows.length
    result.stopped = { code: 'database', reason: stopReasons.database(first, last, code) }
    return
  }
  yield* outcome.problems.map(problemEvent)
  result.rejected += new Set(outcome.problems.map(problem => problem.line)).size
  result.created += outcome.created
  result.updated += outcome.updated
  result.unchanged += outcome.unchanged
  result.customersCreated += outcome.customersCreated ?? 0
  result.notes.push(...(outcome.notes ?? []))
  yield { type: 'progress', rows: result.rows, rejected: result.rejected }
}

function stopOf(error: unknown): ImportResult['stopped'] {
  if (error instanceof CsvBroken) return { code: 'csv_broken', reason: lineReason(error) }
  return { code: errorCode(error), reason: stopReasons.source(errorCode(error)) }
}

const problemEvent = (problem: RowProblem): ImportEvent => ({ type: 'problem', ...problem })
