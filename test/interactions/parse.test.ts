import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../src/interactions/kind.ts'
import { type ParsedLog, parseLog, splitLog } from '../../src/interactions/parse.ts'

/** Thursday 3 September 2026, 18:00 in Shanghai. */
const REF = { now: new Date('2026-09-03T10:00:00Z'), zone: 'Asia/Shanghai', workdays: [1, 2, 3, 4, 5] }

type Expected = Partial<Omit<ParsedLog, 'nextStep'>> & { nextStep?: Partial<ParsedLog['nextStep']> | null }

const ENGLISH: [string, Expected][] = [
  [
    'called Anna, wants a discount before renewal #call next: friday send the quote',
    {
      note: 'called Anna, wants a discount before renewal',
      kind: 'call',
      kindFrom: 'tag',
      sentiment: 'neutral',
      nextStep: { text: 'send the quote', dueDate: '2026-09-04', dueFrom: 'text' },
      proposals: [],
    },
  ],
  ['called Anna', { kind: 'call', kindFrom: 'words', sentiment: 'neutral', nextStep: null }],
  ['no news', { kind: 'note', kindFrom: 'default', note: 'no news' }],
  ['met with the new buyer, very positive about the pilot', { kind: 'meeting', sentiment: 'positive' }],
  ['targets not met this year', { kind: 'note' }],
  ['emailed the offer. todo: call back in 2 weeks', { kind: 'email', nextStep: { text: 'call back', dueDate: '2026-09-17' } }],
  ['visited the plant, they love the new line 👍', { kind: 'visit', sentiment: 'positive', sentimentWords: ['love', '👍'] }],
  [
    'pinged her on slack follow up: send deck',
    { kind: 'message', nextStep: { text: 'send deck', dueDate: '2026-09-04', dueFrom: 'next-working-day' } },
  ],
  ['called off the meeting', { kind: 'meeting' }],
  ['not happy with support', { sentiment: 'negative', sentimentWords: ['not happy'] }],
  ['not only happy, they want more seats', { sentiment: 'positive' }],
  ['no problem with the rollout', { sentiment: 'neutral' }],
  ['great product but they will cancel', { sentiment: 'negative', sentimentWords: ['cancel'] }],
  ['expensive, but they love it', { sentiment: 'positive' }],
  ["won't renew, switching to a competitor", { sentiment: 'negative', proposals: [] }],
  ['order 1200 EUR', { proposals: [{ kind: 'order', amount: '1200', currency: 'EUR' }] }],
  ['ordered 3 x for $1,200.50', { proposals: [{ kind: 'order', amount: '1200.50', currency: 'USD' }] }],
  ['placed an order of €1.200,00', { proposals: [{ kind: 'order', amount: '1200.00', currency: 'EUR' }] }],
  ['order 1200', { proposals: [{ kind: 'order', amount: '1200', currency: null }] }],
  ['order 12345 is late', { proposals: [] }],
  ['wants to order 500 EUR', { proposals: [] }],
  ['cancelled the order of $500', { proposals: [] }],
  ['closed a $2.5k order', { proposals: [{ kind: 'order', amount: '2500', currency: 'USD' }] }],
  ['renewed to 2027-06-30', { sentiment: 'positive', proposals: [{ kind: 'renewal', until: '2027-06-30' }] }],
  [
    'renewed until June 2027 and ordered 900 GBP',
    {
      proposals: [
        { kind: 'order', amount: '900', currency: 'GBP' },
        { kind: 'renewal', until: '2027-06-30' },
      ],
    },
  ],
  ['no complaints, renewed for another year', { proposals: [{ kind: 'renewal', months: 12 }] }],
  ['may renew until 2027', { proposals: [] }],
  ['renewed to 2027-02-30', { impossibleDate: '2027-02-30', proposals: [] }],
  [
    'complains about late delivery. Called twice',
    { kind: 'call', sentiment: 'negative', proposals: [{ kind: 'complaint', subject: 'late delivery' }] },
  ],
  [
    'complaint: the invoice is wrong',
    { kind: 'complaint', kindFrom: 'words', proposals: [{ kind: 'complaint', subject: 'the invoice is wrong' }] },
  ],
  ['#complaint boxes arrived wet', { kind: 'complaint', proposals: [{ kind: 'complaint', subject: 'boxes arrived wet' }] }],
  [
    'spoke to Li next: 31 April call',
    { impossibleDate: '31 April', nextStep: { text: 'call', dueDate: '2026-09-04', dueFrom: 'impossible' } },
  ],
  ['called. next: as agreed yesterday, send contract tomorrow 3pm', { nextStep: { dueDate: '2026-09-04', time: '15:00' } }],
  ['called next: friday', { note: 'called', nextStep: { text: 'Follow up', dueDate: '2026-09-04' } }],
  ['met, next: by the 15th', { nextStep: { text: 'Follow up', dueDate: '2026-09-15' } }],
  ['called next:', { note: 'called', nextStep: null }],
  [
    'first line\nnext: call by 9 Sep\nlast line',
    { note: 'first line\nlast line', nextStep: { text: 'call', dueDate: '2026-09-09' } },
  ],
  ['"great" #unknown tag stays', { note: '"great" #unknown tag stays' }],
]

const CHINESE: [string, Expected][] = [
  [
    '和王总通了电话，想在续约前谈个折扣 #电话 下一步：周五发报价',
    {
      note: '和王总通了电话，想在续约前谈个折扣',
      kind: 'call',
      kindFrom: 'tag',
      nextStep: { text: '发报价', dueDate: '2026-09-04', dueFrom: 'text' },
      proposals: [],
    },
  ],
  ['给李经理打了个电话', { kind: 'call', kindFrom: 'words', sentiment: 'neutral' }],
  ['上午开会，演示了新功能，客户很满意', { kind: 'meeting', sentiment: 'positive', sentimentWords: ['很满意'] }],
  ['去客户公司拜访，反馈不错', { kind: 'visit', sentiment: 'positive' }],
  ['发了邮件，还没回复', { kind: 'email' }],
  ['微信上聊了聊新品', { kind: 'message' }],
  ['电话会议讨论方案', { kind: 'call' }],
  ['要到了采购的电话号码', { kind: 'note' }],
  ['#面谈 对方案很认可', { kind: 'meeting', kindFrom: 'tag', sentiment: 'positive' }],
  ['＃拜访 顺利', { kind: 'visit', note: '顺利' }],
  ['对售后不满意，考虑换供应商', { sentiment: 'negative', sentimentWords: ['不满意', '换供应商'] }],
  ['不是很满意', { sentiment: 'negative' }],
  ['系统没有问题', { sentiment: 'neutral' }],
  ['没有什么问题，挺好用的', { sentiment: 'positive' }],
  ['客户问了几个问题', { sentiment: 'neutral' }],
  ['贵公司的地址已确认', { sentiment: 'neutral' }],
  ['产品不错，但是太贵了，打算取消', { sentiment: 'negative' }],
  ['不打算续约了', { sentiment: 'negative', proposals: [] }],
  ['价格有点高，想要优惠', { sentiment: 'negative' }],
  ['很生气😡', { sentiment: 'negative' }],
  ['下单 1.2万元', { proposals: [{ kind: 'order', amount: '12000', currency: 'CNY' }] }],
  ['订单 8000 元', { proposals: [{ kind: 'order', amount: '8000', currency: 'CNY' }] }],
  ['今天成交，¥8000', { sentiment: 'positive', proposals: [{ kind: 'order', amount: '8000', currency: 'CNY' }] }],
  ['成交一万二', { proposals: [{ kind: 'order', amount: '12000', currency: null }] }],
  ['签了三万五千元的合同', { proposals: [{ kind: 'order', amount: '35000', currency: 'CNY' }] }],
  ['下了5万的单', { proposals: [{ kind: 'order', amount: '50000', currency: null }] }],
  ['新增一个8000美元的订单', { proposals: [{ kind: 'order', amount: '8000', currency: 'USD' }] }],
  ['想下单 500 元', { proposals: [] }],
  ['取消订单 500 元', { proposals: [] }],
  ['续约到2027年6月30日', { sentiment: 'positive', proposals: [{ kind: 'renewal', until: '2027-06-30' }] }],
  ['已续签至明年年底', { proposals: [{ kind: 'renewal', until: '2027-12-31' }] }],
  ['续约一年', { proposals: [{ kind: 'renewal', months: 12 }] }],
  ['还没续约', { sentiment: 'negative', proposals: [] }],
  ['续约到2027年2月30日', { impossibleDate: '2027年2月30日', proposals: [] }],
  ['客户投诉物流太慢', { kind: 'complaint', sentiment: 'negative', proposals: [{ kind: 'complaint', subject: '物流太慢' }] }],
  ['一切正常，没有投诉', { sentiment: 'neutral', proposals: [] }],
  ['电话沟通。跟进：明天下午3点面谈', { nextStep: { text: '面谈', dueDate: '2026-09-04', time: '15:00' } }],
  ['聊得不错。待办：寄样品', { nextStep: { text: '寄样品', dueDate: '2026-09-04', dueFrom: 'next-working-day' } }],
  ['见了老板 下一步：周五', { nextStep: { text: '跟进', dueDate: '2026-09-04' } }],
  ['谈妥了，下一步月底前签合同', { note: '谈妥了', nextStep: { text: '签合同', dueDate: '2026-09-30' } }],
  ['没聊上 下一步 后天再打', { note: '没聊上', nextStep: { text: '再打', dueDate: '2026-09-05' } }],
  ['通话 下一步：2月30日回访', { impossibleDate: '2月30日', nextStep: { text: '回访', dueFrom: 'impossible' } }],
  [
    '下一步：下周三上午10点给张总打电话确认合同',
    { note: '', nextStep: { text: '给张总打电话确认合同', dueDate: '2026-09-09', time: '10:00' } },
  ],
]

describe('parseLog', () => {
  it.each(ENGLISH)('understands %j', (text, expected) => {
    expect(parseLog(text, REF)).toMatchObject(expected)
  })

  it.each(CHINESE)('看得懂 %j', (text, expected) => {
    expect(parseLog(text, REF)).toMatchObject(expected)
  })

  it('holds at least 40 utterances, half of them Chinese', () => {
    expect(Math.min(ENGLISH.length, CHINESE.length)).toBeGreaterThanOrEqual(20)
  })

  it("takes the writer's own day and working week for a step without a date", () => {
    const fridayNight = { now: new Date('2026-09-03T18:30:00Z'), zone: 'Asia/Shanghai', workdays: [1, 2, 3, 4, 5] }
    expect(parseLog('next: send deck', fridayNight).nextStep?.dueDate).toBe('2026-09-07')
    expect(parseLog('next: send deck', { ...fridayNight, zone: 'America/New_York' }).nextStep?.dueDate).toBe('2026-09-04')
    expect(parseLog('next: send deck', { ...fridayNight, workdays: [7] }).nextStep?.dueDate).toBe('2026-09-06')
  })

  it('never throws, names a known kind, and adds no word to the note', () => {
    const pieces = fc.constantFrom(
      ...[...ENGLISH, ...CHINESE].map(([text]) => text),
      ' next: ',
      '下一步：',
      '#call',
      '，',
      '：',
      '\n',
      '💥',
      '9'.repeat(400),
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 6 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(text, typed => {
        const parsed = parseLog(typed, REF)
        expect(KINDS).toContain(parsed.kind)
        expect(parsed.note.length).toBeLessThanOrEqual(typed.length)
        for (const proposal of parsed.proposals)
          if (proposal.kind === 'order') expect(proposal.amount).toMatch(/^\d{1,15}(\.\d{1,4})?$/)
        if (parsed.nextStep) expect(parsed.nextStep.dueDate >= '2026-09-03').toBe(true)
        expect(splitLog(typed).rest.length).toBeLessThanOrEqual(typed.length)
      }),
      { numRuns: 1500 },
    )
  })

  // A quadratic reading runs into the limit; a linear one takes milliseconds for each.
  it('reads 10,000 characters of the worst repetitions within the time limit of a test', () => {
    const parts = [...ENGLISH, ...CHINESE].map(([text]) => text)
    for (const part of [
      ...parts,
      'order ',
      'order 5 ',
      '$1,',
      '1.',
      'not ',
      '不',
      '一万',
      'renewed to ',
      '续约到',
      'next:',
      '#call ',
      ' ',
      '\n',
      '订单8元',
      '投诉',
      'a',
    ]) {
      const text = part.repeat(Math.ceil(10_000 / part.length))
      expect(parseLog(splitLog(text).rest, REF).kind, part).toBeTruthy()
    }
  })
})
