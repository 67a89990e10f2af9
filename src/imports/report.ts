import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { csvLine } from '../chat/csv-line.ts'
import type { Locale } from '../chat/wording.ts'
import type { ImportEvent } from './event.ts'

export interface Report {
  /** Waits when the disk is slower than the problems come. */
  add(problem: Extract<ImportEvent, { type: 'problem' }>): Promise<void>
  /** Why the import ended before its file did. */
  end(stopped: string | null): Promise<void>
}

/** Writes every problem to a CSV file, made anew; with a BOM, without which spreadsheets take Chinese for another encoding. */
export async function openReport(path: string, locale: Locale): Promise<Report> {
  const file = createWriteStream(path, { mode: 0o600 })
  await once(file, 'open')
  file.write(`\ufeff${csvLine(['line', 'column', 'reason'])}`)
  return {
    async add({ line, column = '', reason }) {
      if (!file.write(csvLine([String(line), column, reason[locale]]))) await once(file, 'drain')
    },
    async end(stopped) {
      file.end(stopped ? csvLine(['', '', stopped]) : '')
      await finished(file)
    },
  }
}
