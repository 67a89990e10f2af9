import { describe, expect, it } from 'vitest'
import { type AttemptResult, maxAgeMs, maxAttempts, outcomeOf } from '../../src/delivery/outcome.ts'

const now = new Date('2026-09-16T10:00:00Z')
const fresh = { attempt: 1, createdAt: now }
const old = new Date(now.getTime() - maxAgeMs)
const worn = { attempt: maxAttempts, createdAt: old }

function waitOf(result: AttemptResult, attempt = 1, random = 0): number {
  const outcome = outcomeOf(result, { attempt, createdAt: now }, now, random)
  if (outcome.state !== 'pending') throw new Error(`expected another try, not ${outcome.state}`)
  return (outcome.notBefore.getTime() - now.getTime()) / 1_000
}

const lookFailed = { kind: 'look-failed', code: 'http_500' } as const
const unknown = { kind: 'unknown', code: 'timeout' } as const
const limited = { kind: 'retry-after', seconds: 30, code: 'ratelimited' } as const

describe('an attempt', () => {
  it.each([
    [
      { kind: 'sent', ref: 'C1:1' },
      { state: 'sent', ref: 'C1:1' },
    ],
    [
      { kind: 'rejected', code: 'is_archived' },
      { state: 'failed', code: 'is_archived' },
    ],
    [{ kind: 'cannot-look' }, { state: 'unknown', code: 'cannot_look' }],
    [limited, { state: 'pending', uncertain: false, code: 'ratelimited' }],
    [unknown, { state: 'pending', uncertain: true, code: 'timeout' }],
    [lookFailed, { state: 'pending', uncertain: true, code: 'http_500' }],
  ] as [AttemptResult, object][])('that ended %j leaves the message %j', (result, expected) => {
    expect(outcomeOf(result, fresh, now, 0.5)).toMatchObject(expected)
  })

  it.each([
    [unknown, 'unknown'],
    [lookFailed, 'unknown'],
    [limited, 'failed'],
  ] as [AttemptResult, string][])('that ended %j, after a day and all its tries, is the last: %s', (result, state) => {
    expect(outcomeOf(result, worn, now, 0.5)).toMatchObject({ state })
    expect(outcomeOf(result, { attempt: maxAttempts - 1, createdAt: old }, now, 0.5)).toMatchObject({ state: 'pending' })
    expect(outcomeOf(result, { attempt: 500, createdAt: now }, now, 0.5)).toMatchObject({ state: 'pending' })
  })

  it('never comes back before the platform allows it, however the dice fall', () => {
    for (const random of [0, 0.5, 1]) {
      expect(waitOf(limited, 1, random)).toBeGreaterThanOrEqual(30)
      expect(waitOf({ ...lookFailed, seconds: 60 }, 1, random)).toBeGreaterThanOrEqual(60)
    }
  })

  it('waits twice as long each time, up to ten minutes and a little', () => {
    expect([1, 2, 3, 4].map(attempt => waitOf(unknown, attempt))).toEqual([5, 10, 20, 40])
    expect(waitOf(unknown, 40)).toBe(600)
    expect(waitOf(unknown, 4_000, 1)).toBe(750)
  })
})
