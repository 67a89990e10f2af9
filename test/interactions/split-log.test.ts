import { describe, expect, it } from 'vitest'
import { splitLog } from '../../src/interactions/parse.ts'

describe('splitLog', () => {
  it.each([
    ['acme: called Anna', 'acme', 'called Anna'],
    ['acme:called', 'acme', 'called'],
    ['晨光科技：打了电话', '晨光科技', '打了电话'],
    ['晨光　科技 ： 打了电话', '晨光 科技', '打了电话'],
    ['3: called', '3', 'called'],
    ['3: 15:30 met', '3', '15:30 met'],
    ['"Acme: East": called', 'Acme: East', 'called'],
    ['“新建”：打了电话', '新建', '打了电话'],
    ['「晨光」：打了电话', '晨光', '打了电话'],
    ['Acme, Inc.: next: friday', 'Acme, Inc.', 'next: friday'],
  ])('%j is about %j', (text, who, rest) => {
    expect(splitLog(text)).toEqual({ who, rest })
  })

  it.each([
    'called Anna',
    'acme 15:30 called',
    '15：30 打了电话',
    'acme see https://example.com/a:b',
    'acme <mailto:a@b.co|a@b.co> wrote',
    'acme :+1: great',
    'next: friday',
    'acme called Anna next: friday',
    'acme follow up: friday',
    '晨光打了电话 下一步：周五',
    '客户说了很多，总结：不错',
    ': called',
    '"": called',
    '"Acme" called',
    `${'x'.repeat(81)}: called`,
    '',
  ])('%j names nobody by a colon, and keeps every word', text => {
    expect(splitLog(text)).toEqual({ who: null, rest: text })
  })
})
