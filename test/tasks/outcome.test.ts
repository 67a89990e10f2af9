import { describe, expect, it } from 'vitest'
import { outcomeText, readOutcome, storedOutcome } from '../../src/tasks/outcome.ts'
import { bucketOf, clip } from '../../src/tasks/task.ts'

describe('an outcome', () => {
  it.each([
    ['reached, she renews', 'reached: she renews', 'Reached: she renews', '已联系上，she renews'],
    ['no answer', 'no-answer', 'No answer', '没联系上'],
    ['not relevant any more', 'not-relevant', 'Not relevant any more', '不再需要'],
    ['已联系，下月续约', 'reached: 下月续约', 'Reached: 下月续约', '已联系上，下月续约'],
    ['没接', 'no-answer', 'No answer', '没联系上'],
    ['已解决。换了新机', 'solved: 换了新机', 'Solved: 换了新机', '已解决，换了新机'],
    ['she will think about it', 'she will think about it', 'she will think about it', 'she will think about it'],
    ['reachedX', 'reachedX', 'reachedX', 'reachedX'],
  ])('%s is kept as a result and a text, and reads in both languages', (typed, stored, en, zh) => {
    expect(storedOutcome(readOutcome(typed))).toBe(stored)
    expect([outcomeText(stored, 'en'), outcomeText(stored, 'zh-CN')]).toEqual([en, zh])
  })

  it('is nothing when nothing was said', () => {
    expect(storedOutcome(readOutcome('  '))).toBeNull()
  })
})

describe('a task', () => {
  it('is overdue, today, coming or asleep', () => {
    const now = new Date('2026-09-16T10:00:00Z')
    const at = (dueOn: string, snoozedUntil: Date | null = null) => bucketOf({ dueOn, snoozedUntil }, '2026-09-16', now)
    expect([at('2026-09-15'), at('2026-09-16'), at('2026-09-17')]).toEqual(['overdue', 'today', 'coming'])
    expect([at('2026-09-15', new Date(now.getTime() + 1)), at('2026-09-15', now)]).toEqual(['snoozed', 'overdue'])
  })

  it('is clipped without splitting a character', () => {
    expect(clip(`${'a'.repeat(8)}😀😀`, 10)).toBe('aaaaaaaa…')
    expect(clip('a  b\nc', 10)).toBe('a b c')
  })
})
