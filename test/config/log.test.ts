import { describe, expect, it } from 'vitest'
import { createLog, type LogFields, stackOf } from '../../src/config/log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('debug', { write: line => lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('keeps the fields on its list and drops every other, whatever the caller passes', () => {
    const fields = { code: 'timeout', name: 'Anna Becker', text: 'called Anna', token: 'xoxb-1' } as LogFields
    const line = logged(log => log('warn', 'delivery.attempt', fields))
    expect(JSON.parse(line)).toMatchObject({ event: 'delivery.attempt', code: 'timeout' })
    expect(line).not.toMatch(/Anna|xoxb/)
  })

  it('says where an error was thrown and not what it said', () => {
    const where = stackOf(new Error('duplicate key value violates: (Anna Becker)'))
    expect(where).toContain('at ')
    expect(where).not.toContain('Anna')
    expect(stackOf('Anna')).toBe('')
  })
})
