import { hash } from 'node:crypto'
import { Occurrences } from './occurrences.ts'

/**
 * Makes external ids for rows that have none: from what the row says and its number among identical rows. The same file gives the
 * same ids again, also with new rows added at its end.
 */
export function createRowKeys(): (cells: readonly (string | undefined)[]) => string {
  const occurrences = new Occurrences()
  return cells => {
    const digest = hash('sha256', JSON.stringify(cells), 'hex')
    const number = occurrences.next(Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16))
    return `row-${digest.slice(0, 24)}-${number}`
  }
}
