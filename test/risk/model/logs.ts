import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type OrderDay, orderDay } from '../../../src/risk/model/order-facts.ts'

const shared = process.env.SHARED_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))

/** Where a real order log is, or null: a test of it is then skipped. */
export function logFile(name: 'cdnow_master' | 'cdnow_sample'): string | null {
  const path = `${shared}/${name}.csv`
  return existsSync(path) ? path : null
}

/** Its customers' order days. */
export function readLog(path: string): OrderDay[][] {
  const [header = '', ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const columns = header.split(',')
  const cents = new Map<string, Map<number, number>>()
  for (const row of rows) {
    const cells = row.split(',')
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
    const days = cents.get(cell('customer_id')) ?? new Map<number, number>()
    cents.set(cell('customer_id'), days)
    const day = dayOf(cell('date'))
    days.set(day, (days.get(day) ?? 0) + Math.round(Number(cell('amount')) * 100))
  }
  return [...cents.values()].map(days => [...days].sort(([a], [b]) => a - b).map(([day, sum]) => orderDay(day, sum, false)))
}

export const dayOf = (date: string): number => Date.parse(date) / 86_400_000
