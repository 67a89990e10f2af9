import type { Column } from '../../chat/import-kind.ts'
import { lineReader, longestId, readId } from './cells.ts'

/** Columns that several kinds have. */
export const idColumn = {
  type: 'text',
  required: true,
  maxLength: longestId,
  description: 'Your number of the record: a row with one that is known changes that record',
  read: readId,
} satisfies Column<string>

export const customerColumn = {
  type: 'text',
  maxLength: longestId,
  description: "The customer's external_id",
  read: readId,
} satisfies Column<string>

/** A text in one line. */
export const textColumn = (maxLength: number, description: string) => ({
  type: 'text' as const,
  maxLength,
  description,
  read: lineReader(maxLength),
})

export const clearable = { clearable: true } as const
