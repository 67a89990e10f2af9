import { describe, expect, it } from 'vitest'
import { takeAssignee } from '../../src/tasks/assignee.ts'

const table: [string, string | null, string][] = [
  ['discuss price with @[m] on friday', null, 'discuss price with @[m] on friday'],
  ['discuss price with @[m]', null, 'discuss price with @[m]'],
  ['@[m] send the quote', 'm', 'send the quote'],
  ['@[m]: send the quote', 'm', 'send the quote'],
  ['send the quote @[m]', 'm', 'send the quote'],
  ['prepare the deck for @[m] by friday', 'm', 'prepare the deck by friday'],
  ['给@[m] 发报价', 'm', '发报价'],
  ['周五发报价 转给@[m]', 'm', '周五发报价'],
  ['和@[m]一起拜访', null, '和@[m]一起拜访'],
  ['和@[m]讨论价格 @[n]', 'n', '和@[m]讨论价格'],
  ['@[m]', 'm', ''],
  ['call Anna', null, 'call Anna'],
]

describe('a task is for whom it names', () => {
  it.each(table)('%s', (text, ref, rest) => {
    expect(takeAssignee(text)).toEqual({ ref, rest })
  })
})
