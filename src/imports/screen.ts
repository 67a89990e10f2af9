import type { Locale } from '../chat/wording.ts'
import type { ImportEvent, ImportResult } from './event.ts'
import { screenWords } from './screen-messages.ts'

/** Problems shown one by one; the rest are counted. */
const mostShown = 20
const progressEveryMs = 2_000

export interface Screen {
  show(event: ImportEvent): void
}

interface Output {
  write(text: string): unknown
}

/** Shows an import to the person at the terminal: progress and problems on `errors`, the outcome (as JSON if asked) on `output`. */
export function createScreen(parts: {
  output: Output
  errors: Output
  locale: Locale
  json: boolean
  report: string | null
  now(): number
}): Screen {
  const { output, errors, locale, json, now } = parts
  const words = screenWords(locale)
  const began = now()
  let shownAt = began
  let problems = 0
  const line = (text: string): void => void errors.write(`${text}\n`)
  return {
    show(event) {
      if (event.type === 'problem') {
        problems += 1
        if (problems <= mostShown)
          line(`  ${words.line(event.line)}${event.column ? `, ${event.column}` : ''}: ${event.reason[locale]}`)
      } else if (event.type === 'progress') {
        if (now() - shownAt < progressEveryMs) return
        shownAt = now()
        line(words.progress(event.rows, rate(event.rows, now() - began), event.rejected))
      } else if (event.type === 'refused') {
        line(event.reason[locale])
        if (json) output.write(`${JSON.stringify({ refused: { code: event.code, message: event.reason[locale] } })}\n`)
      } else {
        const { result } = event
        if (problems > mostShown) line(`  ${words.more(problems - mostShown, parts.report)}`)
        if (result.ignored.length > 0) line(words.ignored(result.ignored.join(', ')))
        for (const note of result.notes) line(note[locale])
        if (result.stopped) line(result.stopped.reason[locale])
        if (json) output.write(`${JSON.stringify(jsonOf(result, locale))}\n`)
        else output.write(`${summary(result, locale, now() - began)}\n`)
      }
    },
  }
}

const rate = (rows: number, ms: number): number => Math.round(rows / Math.max(ms / 1000, 0.001))

const jsonOf = (result: ImportResult, locale: Locale) => ({
  ...result,
  notes: result.notes.map(note => note[locale]),
  stopped: result.stopped && { code: result.stopped.code, message: result.stopped.reason[locale] },
})

function summary(result: ImportResult, locale: Locale, ms: number): string {
  const words = screenWords(locale)
  const { kind, rows, created, updated, unchanged, customersCreated, rejected } = result
  const lines = [
    words.rows(rows, (ms / 1000).toFixed(1), rate(rows, ms)),
    words.counts(kind, created, updated, unchanged),
    customersCreated > 0 ? words.customers(customersCreated) : '',
    rejected > 0 ? words.rejected(rejected) : '',
    result.dryRun ? words.dryRun : '',
  ]
  return lines.filter(Boolean).join('\n')
}

/** 0 all well, 2 some rows rejected (or the end not reached), 1 nothing done. */
export function exitCodeOf(event: ImportEvent | null): 0 | 1 | 2 {
  if (event?.type !== 'done') return 1
  const { rows, rejected, stopped } = event.result
  if (rows - rejected <= 0) return 1
  return rejected > 0 || stopped ? 2 : 0
}
