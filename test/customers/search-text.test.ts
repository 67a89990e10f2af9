import { describe, expect, it } from 'vitest'
import { beginnings, rowNumber } from '../../src/customers/find.ts'
import { cleanTag, customerQuery, slipPatterns, tagSpellings, unquoted } from '../../src/customers/query.ts'
import {
  contactSearch,
  customerSearch,
  normalise,
  phoneDigits,
  phoneVariants,
  romanised,
} from '../../src/customers/search-text.ts'

describe('search columns', () => {
  it('hold the name, Han pairs apart, pinyin, initials, e-mail, external id and phone digits', () => {
    const columns = customerSearch({ name: '知客科技', phone: '+86 138-0013-8000', email: 'Hi@Zhike.cn', externalId: 'C-7' })
    expect(columns).toEqual({
      searchText: ' 知客科技 | 知客 客科 科技 技 zhikekeji zkkj hi@zhike.cn c-7 8613800138000 ',
      pinyin: 'zhikekeji',
      initials: 'zkkj',
      phoneDigits: '8613800138000',
    })
  })

  it('have no pinyin for names without Han', () => {
    expect(customerSearch({ name: 'Acme GmbH' })).toEqual({
      searchText: ' acme gmbh | ',
      pinyin: '',
      initials: '',
      phoneDigits: '',
    })
  })

  it('read a person’s surname as a surname, under both readings', () => {
    expect(romanised('单晓雯')).toEqual({ pinyin: 'shanxiaowen', initials: 'sxw', other: 'danxiaowen' })
    expect(contactSearch({ name: '单晓雯' }).searchText).toContain('danxiaowen')
    expect(romanised('吕布').pinyin).toBe('lvbu')
  })

  it('keep Latin words within Chinese names', () => {
    expect(romanised('ACME 中国')).toMatchObject({ pinyin: 'acmezhongguo', initials: 'acmezg' })
  })

  it('take full-width letters, invisible characters and the name’s end mark for what they mean', () => {
    expect(normalise('  ＡＣＭＥ\u200b　Ｇｍｂ|H\n ')).toBe('acme gmb h')
    expect(normalise('a'.repeat(10_000)).length).toBe(500)
  })

  it('keep a phone’s digits whatever its formatting', () => {
    expect(phoneDigits('+49 (0)30 / 123-4567')).toBe('49301234567')
    expect(phoneDigits('００49 30 1')).toBe('49301')
    expect(phoneDigits(null)).toBe('')
    expect(phoneVariants('49301234567')).toEqual(expect.arrayContaining(['49301234567', '301234567', '0301234567']))
    expect(phoneVariants('12345')).toEqual(['12345'])
  })
})

describe('a query', () => {
  it('knows phones, tags, quotes and pinyin when it sees them', () => {
    expect(customerQuery('+49 30 1234').phone?.digits).toBe('49301234')
    expect(customerQuery('3').phone).toBeNull()
    expect(customerQuery('标签：VIP')).toMatchObject({ text: 'vip', onlyTag: true })
    expect(customerQuery("Zhi'ke Ke-ji").letters).toBe('zhikekeji')
    expect(customerQuery('lüse').letters).toBe('lvse')
    expect(customerQuery('知可').pinyin).toBe('zhike')
    expect(unquoted('“new”')).toBe('new')
  })

  it('finds tags in their usual spellings', () => {
    expect(tagSpellings('key account')).toEqual(['key account', 'KEY ACCOUNT', 'Key account', 'Key Account'])
    expect(cleanTag(' #ＶＩＰ ')).toBe('VIP')
  })

  it('tries every slip of one letter, with the letters of LIKE meaning themselves', () => {
    expect(slipPatterns('amce')).toEqual(expect.arrayContaining(['% acme %', '% ame %', '% a_mce %', '% _mce %']))
    expect(slipPatterns('a%ce')).toContain('% ac\\%e %')
    expect(slipPatterns('ab')).toEqual(['% ab%'])
  })

  it('takes 3, #3, 第3个 and full-width digits for a row', () => {
    expect(['3', '#3', '第3个', '３'].map(rowNumber)).toEqual([3, 3, 3, 3])
    expect(['0', '1234', '3M', 'three', ''].map(rowNumber)).toEqual([null, null, null, null, null])
  })

  it('tries a text’s beginnings, shortest first', () => {
    expect(beginnings('acme called Anna')).toEqual(['acme', 'acme called', 'acme called Anna'])
    expect(beginnings('知客科技今天')).toEqual(['知客', '知客科', '知客科技', '知客科技今', '知客科技今天'])
  })
})

it('an id is told from a name', () => {
  const isId = (typed: string) => customerQuery(typed).looksLikeId
  expect(['LT-1001', 'ACC-2024-17', 'k01', 'C-1', 'de/44/1', 'LT1001b'].filter(typed => !isId(typed))).toEqual([])
  expect(['Studio54', '7-elevn', 'Acme', '3M', 'A1', 'north-wind', 'LT-1001 GmbH', '知客-1'].filter(isId)).toEqual([])
})
