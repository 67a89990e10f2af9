import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { features } from '../../src/features.ts'

const signals = features({ checks: async () => [], nextRuns: async () => [] }).flatMap(room => room.riskSignals ?? [])

/** The table of the README: a rule that is missing or has other points there fails with the line to write. */
it('says in the README what each signal adds, and how fast it fades', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n')
  const lines = signals.flatMap(({ rules }) =>
    rules.map(({ what, points, halfLifeDays }) => {
      const fades = halfLifeDays === null ? '' : `${halfLifeDays} days`
      return `| ${what.en} | ${points > 0 ? '+' : '−'}${Math.abs(points)} | ${fades} |`
    }),
  )
  expect(lines.length).toBeGreaterThan(15)
  expect(lines.filter(line => !readme.includes(line))).toEqual([])
})

it('has names of their own', () => {
  const names = signals.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
