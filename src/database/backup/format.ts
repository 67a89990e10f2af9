import { z } from 'zod'

/**
 * A backup is one gzip file of lines: a header, the installation's own files, where the sequences stand, then each table's rows in COPY's
 * text format, closed by `\.`, and at last how many rows there are and the SHA-256 of everything before. `zcat` shows it.
 */
export const formatVersion = 1

export const header = z.strictObject({
  rapport: z.literal('backup'),
  format: z.number().int(),
  /** Of Rapport. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** What the database had been brought to, in order. */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })).min(1),
})
export type BackupHeader = z.infer<typeof header>

export const keptFile = z.strictObject({ file: z.string().regex(/^[a-z][a-z.-]{0,40}$/), text: z.string().max(1_000_000) })
export type KeptFile = z.infer<typeof keptFile>

export const sequence = z.strictObject({ sequence: z.string(), last: z.string().regex(/^-?\d+$/) })
export const table = z.strictObject({ table: z.string(), columns: z.array(z.string()).min(1) })
export type Table = z.infer<typeof table>

export const end = z.strictObject({ rows: z.record(z.string(), z.number().int()), sha256: z.string() })

export const endOfRows = '\\.\n'
export const line = (value: unknown): string => `${JSON.stringify(value)}\n`
