import { z } from 'zod'
import type { Locale } from '../chat/wording.ts'
import type { ImportEvent } from '../imports/event.ts'
import { importTask } from '../imports/task.ts'
import { Refused } from './answer.ts'
import { checkHeaders, piecesOf } from './body.ts'
import { refusals } from './messages.ts'
import { jsonName } from './names.ts'
import type { Answer, Received } from './routes.ts'
import { maySend } from './tokens/token.ts'

export const mostFileBytes = 100_000_000
/** Rejected rows that are named; all are counted. */
export const mostNamed = 1_000

const flag = z.enum(['true', 'false']).transform(text => text === 'true')
/** What may stand behind the `?`, as the flags of `npm run rapport -- import`. */
export const uploadQuery = z.strictObject({
  createCustomers: flag.default(false),
  dryRun: flag.default(false),
  key: z.enum(['columns', 'row']).default('columns'),
})

type Problem = Extract<ImportEvent, { type: 'problem' }>

/** `POST /api/v1/import/<kind>` with a file as its body: read and landed as it comes, never held as a whole. */
export async function receiveFile({ at, kind, sender, request, locale, signal }: Received): Promise<Answer> {
  const asked = readQuery(request.url ?? '', locale)
  if (asked.createCustomers && !maySend(sender.kinds, 'customers'))
    throw new Refused(403, 'forbidden', refusals(locale).forbidden('customers'))
  checkHeaders(request, ['text/csv'], mostFileBytes, locale)
  const problems: Problem[] = []
  const lines = new Set<number>()
  let refusal: Refused | null = null
  const source = async function* () {
    try {
      yield* piecesOf(request, mostFileBytes, locale)
    } catch (error) {
      if (error instanceof Refused) refusal = error
      throw error
    }
  }
  let last: ImportEvent | null = null
  for await (const event of importTask.run(at, { kind: kind.kind, map: {}, ...asked }, source(), signal)) {
    if (event.type !== 'problem') last = event
    else if (lines.size < mostNamed || lines.has(event.line)) {
      lines.add(event.line)
      problems.push(event)
    }
  }
  return answerOf(last, problems, refusal, locale)
}

function readQuery(url: string, locale: Locale): z.output<typeof uploadQuery> {
  const query = uploadQuery.safeParse(Object.fromEntries(new URL(url, 'http://localhost').searchParams))
  if (query.success) return query.data
  const [issue] = query.error.issues
  const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue?.path[0] ?? '')
  throw new Refused(400, 'query', refusals(locale).query(name.slice(0, 40)))
}

/** Counts also where the import ended early: what came before has landed. */
function answerOf(last: ImportEvent | null, problems: readonly Problem[], refusal: Refused | null, locale: Locale): Answer {
  if (last?.type === 'refused') {
    if (refusal) throw refusal
    return { status: 400, body: { error: { code: last.code, message: last.reason[locale] } } }
  }
  if (last?.type !== 'done') throw new Error('an import ends with done or refused')
  const { stopped, rows, rejected, created, updated, unchanged, customersCreated, ignored, dryRun } = last.result
  const counts = { accepted: rows - rejected, rejectedRows: rejected, created, updated, unchanged, customersCreated }
  const body = { ...counts, dryRun, ignoredColumns: ignored.slice(0, 200), rejected: named(problems, locale) }
  if (!stopped) return { status: 200, body }
  const error = { code: refusal?.code ?? stopped.code, message: refusal?.message ?? stopped.reason[locale] }
  return { status: refusal?.status ?? (stopped.code === 'csv_broken' ? 400 : 503), body: { error, ...body } }
}

function named(problems: readonly Problem[], locale: Locale) {
  const byLine = new Map<number, { field?: string; reason: string }[]>()
  for (const { line, column, reason } of problems) {
    const errors = byLine.get(line) ?? []
    errors.push({ ...(column !== undefined && { field: jsonName(column) }), reason: reason[locale] })
    byLine.set(line, errors)
  }
  return [...byLine].map(([line, errors]) => ({ line, errors }))
}
