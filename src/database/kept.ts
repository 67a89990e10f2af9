import { createHash } from 'node:crypto'
import { Prisma } from './generated/client.ts'

const mark = '/* kept */'

/**
 * Begins a statement that runs for nearly everything people do: the connection keeps it prepared, which saves reading and often planning
 * it again. Its text must come in few variants, and name its columns: a kept `*` fails when a newer version adds one.
 */
export const kept = Prisma.raw(mark)

/** The name under which a connection keeps a statement; null for those that are not kept. */
export function keptName(sql: string): string | null {
  if (!sql.startsWith(mark)) return null
  const known = names.get(sql)
  if (known) return known
  const name = `kept_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`
  names.set(sql, name)
  return name
}

const names = new Map<string, string>()
