import { parseArgs } from 'node:util'

export const parts = ['lookup', 'jobs', 'import'] as const
export type BenchPart = (typeof parts)[number]
export const databases = ['pglite', 'postgres'] as const
export type BenchDatabase = (typeof databases)[number]

export interface BenchArguments {
  customers: number
  /** Rows of the import. */
  rows: number
  /** Requests of each kind of lookup. */
  requests: number
  only: BenchPart[]
  databases: BenchDatabase[]
  json: string | null
}

export const usage = `npm run bench main -- [--customers 100000] [--rows 500000] [--requests 500]
  [--only ${parts.join(',')}] [--database ${databases.join(',')}] [--json FILE]`

/** Reads the command line; throws with what is wrong. */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      customers: { type: 'string', default: '100000' },
      rows: { type: 'string', default: '500000' },
      requests: { type: 'string', default: '500' },
      only: { type: 'string', default: parts.join(',') },
      database: { type: 'string', default: databases.join(',') },
      json: { type: 'string' },
    },
  })
  const [name = 'main', ...more] = positionals
  if (name !== 'main' || more.length > 0) throw new Error(`The benchmarks are main and risk.\n${usage}`)
  return {
    customers: count('customers', values.customers),
    rows: count('rows', values.rows),
    requests: count('requests', values.requests),
    only: listed('only', values.only, parts),
    databases: listed('database', values.database, databases),
    json: values.json ?? null,
  }
}

function count(option: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} takes a whole number from 1.\n${usage}`)
  return number
}

function listed<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  const chosen = text.split(',').map(word => word.trim())
  const wrong = chosen.filter(word => !known.some(each => each === word))
  if (wrong.length > 0) throw new Error(`--${option} knows ${known.join(', ')}, not ${wrong.join(', ')}.\n${usage}`)
  return known.filter(each => chosen.includes(each))
}
