import { describe, expect, it } from 'vitest'
import { readTopics } from '../../src/interactions/topics.ts'

describe('readTopics', () => {
  it.each([
    ['they want to cancel the contract', 'cancel'],
    ['will not renew, too expensive', 'cancel price'],
    ["won't renew", 'cancel'],
    ['decided not to extend, gave notice yesterday', 'cancel'],
    ['thinks about leaving us for a competitor', 'cancel competitor'],
    ['Compares our price with a cheaper supplier before the next order.', 'competitor price'],
    ['got a quote from another vendor', 'competitor'],
    ['called Anna, wants a discount before renewal', 'price'],
    ['budget was cut, asked for a better price', 'price'],
    ['happy, will renew in June', 'renewal'],
    ['signed the renewal', 'renewal'],
    ['not satisfied and may cancel', 'cancel'],
    ['他们打算取消合作', 'cancel'],
    ['不满意，要取消合作', 'cancel'],
    ['客户说不续约了，嫌贵', 'cancel price'],
    ['明年不打算续费', 'cancel'],
    ['不想再合作了', 'cancel'],
    ['在拿我们的价格和另一家比，下单前还想再谈谈。', 'competitor'],
    ['竞品报价更低，要求降价', 'competitor price'],
    ['预算被砍，希望有折扣', 'price'],
    ['已续约一年', 'renewal'],
    ['同意续约，下周签合同', 'renewal'],
  ])('%s: %s', (note, found) => {
    expect(readTopics(note).join(' ')).toBe(found)
  })

  it.each([
    'cancelled the meeting, new date next week',
    'they will not cancel',
    'no intention to cancel, happy as ever',
    "isn't leaving us",
    'no competitor involved',
    'not too expensive, they say',
    'asked whether they will renew',
    'might renew if the price holds',
    'opened another shop, moved to the new office',
    'switched to annual billing',
    'sent the price list',
    '取消了今天的会议',
    '不会取消合作',
    '没有解约的想法',
    '价格不贵',
    '考虑是否续约',
    '如果服务改善会续约',
    '推荐给同行了',
    '开了另一家门店',
    '连续三个月下单',
    '继续跟进',
    '手续已办好',
    '',
  ])('none: %s', note => {
    expect(readTopics(note)).toEqual([])
  })

  it('takes a long note in its stride', () => {
    expect(readTopics(`${'not if whether '.repeat(4000)}cancel`)).toEqual([])
  })
})
