import { describe, expect, it } from 'vitest'
import { nearest, splitFirst } from '../../src/chat/verbs.ts'

const VERBS = [
  'show',
  'new',
  'edit',
  'assign',
  'tag',
  'stage',
  'list',
  'timeline',
  'history',
  '编辑',
  '分配',
  '标签',
  '阶段',
  '时间线',
]

describe('nearest', () => {
  it.each([
    ['edti', 'edit'],
    ['tga', 'tag'],
    ['TIMELIN', 'timeline'],
    ['asign', 'assign'],
    ['histroy', 'history'],
    ['编缉', '编辑'],
    ['时间轴', '时间线'],
    ['list', 'list'],
  ])('%s means %s', (word, verb) => {
    expect(nearest(word, VERBS)).toBe(verb)
  })

  it.each(['', 'acme', 'x', '晨光', 'q', 'z'.repeat(10_000)])('%j means none of them', word => {
    expect(nearest(word.slice(0, 10_000), VERBS)).toBeNull()
  })
})

describe('splitFirst', () => {
  it.each([
    ['tag acme +vip', 'tag', 'acme +vip'],
    ['  list  ', 'list', ''],
    ['"new" deal', 'new', 'deal'],
    ['“新建 公司” 备注', '新建 公司', '备注'],
    ['「列表」', '列表', ''],
    ['编辑　晨光　科技', '编辑', '晨光 科技'],
    ['"unclosed name', '"unclosed', 'name'],
    ["d'Artagnan tag", "d'Artagnan", 'tag'],
    ['', '', ''],
  ])('%j starts with %j', (text, first, rest) => {
    expect(splitFirst(text)).toEqual({ first, rest })
  })
})
