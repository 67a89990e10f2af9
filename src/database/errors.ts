/**
 * True when a row with the same key exists already; with `field`, only when that field is part of the key.
 * A primary key counts as any field: Postgres names the constraint, not its columns.
 */
export function isUniqueViolation(error: unknown, field?: string): boolean {
  if (read(error, 'code') !== 'P2002' && sqlState(error) !== '23505') return false
  if (field === undefined) return true
  const fields = constraintFields(error)
  return fields === 'primary key' || fields.includes(field)
}

/** True when the row points at a record that does not exist (any more). */
export function isMissingReference(error: unknown): boolean {
  return read(error, 'code') === 'P2003' || sqlState(error) === '23503'
}

/** True when Prisma found no row to update or delete. */
export function isNotFound(error: unknown): boolean {
  return read(error, 'code') === 'P2025'
}

/** True when the transaction lost against another one and may simply be run again: write conflict or deadlock. */
export function isWriteConflict(error: unknown): boolean {
  const state = sqlState(error)
  return (
    read(error, 'code') === 'P2034' ||
    driverCause(error)?.kind === 'TransactionWriteConflict' ||
    state === '40001' ||
    state === '40P01'
  )
}

/**
 * Postgres' five-letter code of a failure, whichever layer wrapped it (Prisma, its adapter, pg, PGlite).
 * The only part of a database error that may be logged: messages and details of a violated constraint carry the row.
 */
export function sqlState(error: unknown): string | undefined {
  const cause = driverCause(error)
  for (const code of [cause?.originalCode, cause?.code, read(error, 'code')]) {
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('P2')) return code
  }
  return undefined
}

function constraintFields(error: unknown): string[] | 'primary key' {
  const constraint = read(driverCause(error), 'constraint') ?? read(error, 'constraint')
  const index = typeof constraint === 'string' ? constraint : read(constraint, 'index')
  // Prisma's names: Customer_externalId_key, TeamRole_pkey.
  if (typeof index === 'string') return index.endsWith('_pkey') ? 'primary key' : index.split('_').slice(1, -1)
  const fields = read(constraint, 'fields')
  return Array.isArray(fields) ? fields.map(field => String(field).replaceAll('"', '')) : []
}

/** What a driver adapter reported: directly, or inside Prisma's own error. */
function driverCause(error: unknown): Record<string, unknown> | undefined {
  const cause = read(error, 'cause') ?? read(read(read(error, 'meta'), 'driverAdapterError'), 'cause')
  return typeof cause === 'object' && cause !== null ? (cause as Record<string, unknown>) : undefined
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
