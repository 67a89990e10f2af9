import { z } from 'zod'
import { parseJson } from '../json.ts'
import { ApiError } from './error.ts'

/** Arguments arrive as JSON or as a form, where everything is text and objects are JSON in text. */

export const flag = z.union([z.boolean(), z.stringbool()]).optional()
export const count = z.coerce.number().int().min(1).max(1000).optional()
export const text = z.coerce.string()

/** A JSON value given as such or as text; `code` is the error when the text is no JSON. */
export function jsonArgument(value: unknown, code: string): unknown {
  if (typeof value !== 'string') return value
  if (value === '') return undefined
  const parsed = parseJson(value)
  if (parsed === undefined) throw new ApiError(code)
  return parsed
}

/** The arguments in the shape of `schema`, else `invalid_arguments` naming what is wrong. */
export function readArguments<T extends z.ZodType>(schema: T, args: unknown): z.infer<T> {
  const result = schema.safeParse(args)
  if (result.success) return result.data
  throw new ApiError(
    'invalid_arguments',
    result.error.issues.map(issue => `[ERROR] ${issue.message} [json-pointer:/${issue.path.map(String).join('/')}]`),
  )
}

/** One page of a list and the cursor of the next; a bad cursor is `invalid_cursor`. */
export function paged<T>(items: readonly T[], limit: number, cursor: string | undefined): { page: T[]; next: string } {
  const offset = cursor
    ? Number(
        Buffer.from(cursor, 'base64')
          .toString('utf8')
          .replace(/^offset:/, ''),
      )
    : 0
  if (!Number.isInteger(offset) || offset < 0) throw new ApiError('invalid_cursor')
  const page = items.slice(offset, offset + limit)
  const end = offset + limit
  return { page, next: end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '' }
}
