import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { plainText } from '../../../src/chat/message.ts'
import type { Locale } from '../../../src/chat/wording.ts'
import { printed } from '../../../src/customers/filter/print.ts'
import { problemInlines } from '../../../src/customers/filter/problem-text.ts'
import { filterFields, readFilter } from '../../../src/customers/filter/read.ts'
import { vocabularyOf } from '../../../src/customers/filter/vocabulary.ts'
import { features } from '../../../src/features.ts'
import { useStore } from '../../harness/store.ts'
import { contextFor } from '../speaker.ts'
import { ownFields } from './random-shop.ts'

const holder = useStore()
const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
beforeEach(() => ownFields(holder.store))

/** How a line is understood, printed; or why not. */
async function read(line: string, locale: Locale = 'en', asked = true): Promise<string> {
  return holder.store.tx(async tx => {
    const context = { ...contextFor(tx, {}, { rooms }), ...(asked ? {} : { actor: null }) }
    const found = await readFilter(context, line)
    if (found.kind === 'problem') return `! ${plainText(problemInlines(locale, found.problem))}`
    return printed(found.expression, locale, found.vocabulary)
  })
}

describe('the language of filters', () => {
  it.each([
    ['mine tag:vip at-risk seats:>20', 'mine and tag:vip and at-risk and seats>20'],
    ['csat>=4 and (ticket.solved<30d or not tag:vip)', 'csat>=4 and (ticket.solved<30d or not tag:vip)'],
    ['at-risk, mine', 'at-risk and mine'],
    ['mine or tag:vip at-risk', 'mine or tag:vip and at-risk'],
    ['NOT mine AND Tag:VIP', 'not mine and tag:VIP'],
    ['tag:key account mine', 'tag:"key account" and mine'],
    ['tag:key account or mine', 'tag:"key account" or mine'],
    ['stage negotiation tier A', 'stage:negotiation and tier:A'],
    ['tag:left stage:lost', 'tag:left and stage:lost'],
    ['tag:"and" tag:“or”', 'tag:"and" and tag:"or"'],
    ['tag:"a \\"b\\""', 'tag:"a \\"b\\""'],
    ['orders≥3 orders＞＝3 orders=>3 orders : >= 3', 'orders>=3 and orders>=3 and orders>=3 and orders>=3'],
    ['orders≠3 orders<>3 orders！＝3', 'orders!=3 and orders!=3 and orders!=3'],
    [
      'spent>1,200.50 spent>5k spent>1.2万 spent>€5000 spent>5000 USD',
      'spent>1200.5 and spent>5000 and spent>12000 and spent>5000EUR and spent>5000USD',
    ],
    ['risk>60 risk>60% risk>0.6%', 'risk>60% and risk>60% and risk>0.6%'],
    [
      'lastorder>60d lastorder>8 weeks lastorder>6m lastorder>1y',
      'lastorder>60d and lastorder>56d and lastorder>6m and lastorder>12m',
    ],
    ['created>=2026-01-05 created:2026-03 created<2026', 'created>=2026-01-05 and created:2026-03 and created<2026'],
    [
      'renewal<60d renewal<+60d trial-ends<14d trial-ends<+14d',
      'renewal<60d and renewal<60d and trial-ends<14d and trial-ends<+14d',
    ],
    [
      'event:login<28d event:page view>=2w event:login event!=login',
      'event:login<28d and event:"page view">=14d and event:login and not event:login',
    ],
    ['severity>=high severity:p1', 'severity>=high and severity:urgent'],
    ['plan:silver-plus paying:no note:likes tea', 'plan:"silver plus" and paying:no and note:"likes tea"'],
    ['"trial ends"<+14d trial_ends:none', 'trial-ends<+14d and trial-ends:none'],
    ['tag:none tag:"none"', 'tag:none and tag:"none"'],
    ['owner:@[tom]', 'owner:"@[tom]"'],
    ['not (mine or left) not not mine', 'not (mine or left) and not not mine'],
  ])('reads %s', async (line, meaning) => {
    expect(await read(line)).toBe(meaning)
  })

  it.each([
    ['我的有风险', '我的 且 有风险'],
    ['我的 且 标签：VIP', '我的 且 标签:VIP'],
    ['标签：重点且等级：A', '标签:重点 且 等级:A'],
    ['标签：重点或试用且我的', '标签:重点或试用 且 我的'],
    ['满意度>=4且（工单.解决<30天或非标签：VIP）', '满意度>=4 且 (工单.解决<30天 或 非 标签:VIP)'],
    ['不是有风险', '非 有风险'],
    ['上次下单＞两个月，消费≥1.2万元', '上次下单>2个月 且 消费>=12000CNY'],
    ['续约<60天 试用：是', '! 无法按“试用”筛选。'],
    ['联系>半年 建档<三周', '联系>6个月 且 建档<21天'],
    ['事件：登录<28天 或 产品：LAMP-1', '事件:登录<28天 或 产品:LAMP-1'],
    ['严重程度≥高', '严重程度>=高'],
    ['标签「老 客户」或者未分配', '标签:"老 客户" 或 未分配'],
  ])('reads %s', async (line, meaning) => {
    expect(await read(line, 'zh-CN')).toBe(meaning)
  })

  it.each([
    ['', 'Say what to filter by, such as tag:vip.'],
    ['mien', 'I cannot filter by “mien”. Did you mean mine?'],
    ['tag:vip setas>20', 'I cannot filter by “setas”. Did you mean seats?'],
    ['orders>3 many', 'I cannot filter by “many”. Did you mean mine?'],
    ['tag:', '“tag:” is not complete. Write it like tag:vip.'],
    ['tag: and mine', '“tag:” is not complete. Write it like tag:vip.'],
    ['event<28d', '“event<” is not complete. Write it like event:login<28d.'],
    ['seats:many', '“seats:many” needs a number, as in Seats>20.'],
    ['risk>0.6', '“risk>0.6” needs a percentage, as in risk>60%.'],
    ['spent>much', '“spent>much” needs an amount, as in spent>5000.'],
    ['orders>5 EUR', 'I cannot filter by “EUR”.'],
    ['lastorder>60', '“lastorder>60” needs a time such as 30d, 4w, 6m or 1y, or a day such as 2026-03-31, as in lastorder>60d.'],
    [
      'lastorder<+60d',
      '“lastorder<+60d” needs a time such as 30d, 4w, 6m or 1y, or a day such as 2026-03-31, as in lastorder>60d.',
    ],
    [
      'created:2026-02-30',
      '“created:2026-02-30” needs a time such as 30d, 4w, 6m or 1y, or a day such as 2026-03-31, as in created<30d.',
    ],
    ['severity:hihg', '“severity:hihg” does not exist. There are: low, normal, high, urgent. Did you mean severity:high?'],
    ['mine:yes', '“mine:yes” cannot be compared: it stands alone, as in mine.'],
    ['tag>vip', '“tag>” cannot be compared like this, only with : or !=, as in tag:vip.'],
    ['tag:"vip', 'A quotation mark is not closed: "vip'],
    ['(mine', 'A parenthesis is opened and not closed.'],
    ['mine)', 'A parenthesis is closed that was not opened.'],
    ['mine and', '“and” stands where a condition should be.'],
    ['and mine', '“and” stands where a condition should be.'],
    ['mine or or left', '“or” stands where a condition should be.'],
    ['()', 'A parenthesis is closed that was not opened.'],
    ['> 5', '“>” stands where a condition should be.'],
    ['x'.repeat(501), 'A filter has at most 500 characters.'],
    ['mine '.repeat(31), 'A filter has at most 30 conditions.'],
  ])('says of %s what is wrong', async (line, answer) => {
    expect(await read(line)).toBe(`! ${answer}`)
  })

  it.each([
    ['有风线', '无法按“有风线”筛选。您是不是想用 有风险？'],
    ['标签：', '“标签：”没有写完整，应类似 标签：VIP。'],
    ['上次下单>很久', '“上次下单>很久”需要一段时间（30天、4周、6个月、1年）或一个日期（2026-03-31），例如 上次下单>60天。'],
    ['严重程度：很高', '没有“严重程度:很高”。可选：低、普通、高、紧急。您是不是想用 严重程度:高？'],
    ['（我的', '左括号没有对应的右括号。'],
    ['我的 且', '“且”的位置应该是一个条件。'],
  ])('says of %s what is wrong', async (line, answer) => {
    expect(await read(line, 'zh-CN')).toBe(`! ${answer}`)
  })

  it('refuses what depends on who asks where nobody does', async () => {
    expect(await read('tag:vip mine', 'en', false)).toBe(
      '! “mine” depends on who looks, so a segment cannot ask for it. Name the person instead: owner:Sofia.',
    )
    expect(await read('负责人：我', 'zh-CN', false)).toBe(
      '! “负责人：我”因人而异，分群不能使用。请直接写负责人：负责人：陈晓雯。',
    )
    expect(await read('owner:Tom or unassigned', 'en', false)).toBe('owner:Tom or unassigned')
  })

  it('gives each word to one field, and each field examples that read as itself in both languages', async () => {
    await holder.store.tx(async tx => {
      const fields = await filterFields({ ...contextFor(tx), rooms })
      const words = fields.flatMap(field => [...field.words])
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
      expect(words.filter(word => word !== word.normalize('NFKC').toLowerCase())).toEqual([])
      const vocabulary = vocabularyOf(fields)
      expect(words.filter(word => vocabulary.keywordOf(word))).toEqual([])
    })
    const shown = await holder.store.tx(async tx => filterFields({ ...contextFor(tx), rooms }))
    for (const { example, name, type } of shown) {
      if (type === 'text' && name.startsWith('custom.')) continue
      for (const text of [example.en, example['zh-CN']]) expect(await read(text), text).not.toMatch(/^!/)
    }
  })
})
