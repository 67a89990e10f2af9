import { describe, expect, it } from 'vitest'
import { readAmount, readCurrency, readLength, readName } from '../../../src/people/settings/amounts.ts'
import { readTime } from '../../../src/people/settings/clock-time.ts'
import { readPairs } from '../../../src/people/settings/pairs.ts'
import type { Reading } from '../../../src/people/settings/reading.ts'
import { showSetting, teamSettings } from '../../../src/people/settings/team-settings.ts'
import { readDays, showDays } from '../../../src/people/settings/weekdays.ts'
import { readZone } from '../../../src/people/settings/zone-name.ts'

const read = (reading: Reading): string | null => ('value' in reading ? reading.value : null)

describe('what people type for a setting', () => {
  it.each([
    ['9', '09:00'],
    ['9:05', '09:05'],
    ['０９：３０', '09:30'],
    ['2:30 pm', '14:30'],
    ['12am', '00:00'],
    ['9点', '09:00'],
    ['9点半', '09:30'],
    ['下午2点15分', '14:15'],
    ['24:00', null],
    ['9:60', null],
    ['13pm', null],
    ['soon', null],
    ['', null],
  ])('reads the time %s as %s', (typed, value) => expect(read(readTime(typed))).toBe(value))

  it.each([
    ['mon-fri', '1,2,3,4,5'],
    ['Sun-Thu', '1,2,3,4,7'],
    ['monday, wed', '1,3'],
    ['weekdays', '1,2,3,4,5'],
    ['周一至周五', '1,2,3,4,5'],
    ['周一到周六', '1,2,3,4,5,6'],
    ['周一、周三', '1,3'],
    ['一三五', '1,3,5'],
    ['周一三五', '1,3,5'],
    ['星期天', '7'],
    ['每天', '1,2,3,4,5,6,7'],
    ['1-5', '1,2,3,4,5'],
    ['someday', null],
    ['mon-', null],
    ['', null],
  ])('reads the days %s as %s', (typed, value) => expect(read(readDays(typed))).toBe(value))

  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['上海', 'Asia/Shanghai'],
    ['UTC', 'UTC'],
    ['+08:00', null],
    ['Mars/Base', null],
  ])('reads the zone %s as %s', (typed, value) => expect(read(readZone(typed))).toBe(value))

  it('offers the nearest zone for a slip', () => {
    const reading = readZone('Europ/Berlln')
    expect('problem' in reading && reading.problem.en).toContain('Europe/Berlin')
    const city = readZone('上每')
    expect('problem' in city && city.problem['zh-CN']).toContain('Asia/Shanghai')
    const chinese = readZone('Asia/Shangai')
    expect('problem' in chinese && chinese.problem['zh-CN']).toContain('Asia/Shanghai')
  })

  it('reads amounts, lengths, currencies and names within their bounds', () => {
    expect(['1,000.50', '2k', '1万', '-5', '1.234', '9'.repeat(20)].map(text => read(readAmount(text)))).toEqual([
      '1000.5',
      '2000',
      '10000',
      null,
      null,
      null,
    ])
    expect(['1', '30', '31', '0', '15条'].map(text => read(readLength(text)))).toEqual(['1', '30', null, null, '15'])
    expect(['eur', '人民币', 'XYZW'].map(text => read(readCurrency(text)))).toEqual(['EUR', 'CNY', null])
    expect([' Key  accounts ', '', '字'.repeat(61)].map(text => read(readName(text)))).toEqual(['Key accounts', null, null])
  })

  it('shows days the way each language does', () => {
    expect(showDays([1, 2, 3, 4, 5], 'en')).toBe('Mon–Fri')
    expect(showDays([1, 3], 'en')).toBe('Mon, Wed')
    expect(showDays([1, 2, 3, 4, 5], 'zh-CN')).toBe('周一至周五')
    expect(showSetting('own', 'yes', 'zh-CN')).toBe('是')
  })
})

describe('key=value', () => {
  it('reads English and Chinese keys, quotes, values with spaces and full-width signs', () => {
    expect(readPairs('time=9:00 zone=Asia/Shanghai days=mon-fri name=Key accounts own=yes', teamSettings)).toEqual({
      values: { time: '09:00', zone: 'Asia/Shanghai', days: '1,2,3,4,5', name: 'Key accounts', own: 'yes' },
      problems: [],
    })
    expect(readPairs('时间＝9点半，时区=上海 工作日=周一至周六 名称=“华东 客户部” 语言=中文', teamSettings)).toEqual({
      values: { time: '09:30', zone: 'Asia/Shanghai', days: '1,2,3,4,5,6', name: '华东 客户部', lang: 'zh-CN' },
      problems: [],
    })
  })

  it('names every problem at once, with the nearest key', () => {
    const { problems } = readPairs('hello tine=09:00 日报时问=9:00 band=awful', teamSettings)
    const english = problems.map(problem => problem.en)
    expect(english).toHaveLength(4)
    expect(english[0]).toContain('hello')
    expect(english[1]).toContain('time=')
    expect(problems[2]?.['zh-CN']).toContain('时间=')
    expect(english[3]).toContain('watch, at_risk, critical')
  })

  it('survives anything', () => {
    for (const text of ['=', '==', 'a='.repeat(5_000), '🧨=🧨', `time=${'9'.repeat(10_000)}`, '‮time=9'])
      expect(() => readPairs(text, teamSettings)).not.toThrow()
  })
})
