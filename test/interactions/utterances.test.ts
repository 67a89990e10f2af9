import { beforeEach, describe, expect, it } from 'vitest'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { dayOf } from '../../src/tasks/task.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature])

beforeEach(async () => {
  await addCustomer(bot, 'Acme GmbH', 1, 'sofia')
  await addCustomer(bot, 'Blue Harbor', 1, 'sofia')
  await addCustomer(bot, 'Show & Tell', 1, 'sofia')
  await addCustomer(bot, '知客网络', 2, 'chen')
  await addCustomer(bot, '晨光文具', 2, 'chen')
})

interface Stored {
  customer: string
  kind: string
  mood: string
  note: string
  /** `what | day | time` */
  task?: string
  /** Words of the answer. */
  says?: string
}

/** Wednesday 2026-09-16, noon in Berlin and 18:00 in Shanghai. */
const table: [PersonName, string, Stored][] = [
  [
    'sofia',
    '/log acme: called Anna, wants a discount before renewal #call next: friday send the quote',
    {
      customer: 'Acme GmbH',
      kind: 'call',
      mood: 'neutral',
      note: 'called Anna, wants a discount before renewal',
      task: 'send the quote | 2026-09-18',
      says: 'from your tag',
    },
  ],
  [
    'sofia',
    '/log acme：met the new buyer, very happy with the service',
    {
      customer: 'Acme GmbH',
      kind: 'meeting',
      mood: 'positive',
      note: 'met the new buyer, very happy with the service',
      says: 'Next step: none',
    },
  ],
  ['sofia', '/log Acme called Anna', { customer: 'Acme GmbH', kind: 'call', mood: 'neutral', note: 'called Anna' }],
  [
    'sofia',
    '/log blue harbor visited their warehouse',
    { customer: 'Blue Harbor', kind: 'visit', mood: 'neutral', note: 'visited their warehouse' },
  ],
  [
    'sofia',
    '/log "Show & Tell": emailed the offer',
    { customer: 'Show & Tell', kind: 'email', mood: 'neutral', note: 'emailed the offer' },
  ],
  [
    'sofia',
    '/log acme: angry about late delivery, wants to cancel',
    { customer: 'Acme GmbH', kind: 'note', mood: 'negative', note: 'angry about late delivery, wants to cancel' },
  ],
  [
    'sofia',
    '/log acme: quick call next: send the deck',
    {
      customer: 'Acme GmbH',
      kind: 'call',
      mood: 'neutral',
      note: 'quick call',
      task: 'send the deck | 2026-09-17',
      says: 'next working day',
    },
  ],
  [
    'sofia',
    '/log acme: quick call next: tomorrow 3pm demo',
    { customer: 'Acme GmbH', kind: 'call', mood: 'neutral', note: 'quick call', task: 'demo | 2026-09-17 15:00' },
  ],
  [
    'sofia',
    '/log acme: talked to Bob todo: prepare the contract by 1 October',
    { customer: 'Acme GmbH', kind: 'call', mood: 'neutral', note: 'talked to Bob', task: 'prepare the contract | 2026-10-01' },
  ],
  [
    'sofia',
    '/log acme: texted her follow up: in two weeks ask again',
    { customer: 'Acme GmbH', kind: 'message', mood: 'neutral', note: 'texted her', task: 'ask again | 2026-09-30' },
  ],
  [
    'sofia',
    '/log acme: meeting at 15:30 went well',
    { customer: 'Acme GmbH', kind: 'meeting', mood: 'positive', note: 'meeting at 15:30 went well' },
  ],
  [
    'sofia',
    '/log acme: see https://example.com/notes for all of it',
    { customer: 'Acme GmbH', kind: 'note', mood: 'neutral', note: 'see https://example.com/notes for all of it' },
  ],
  ['sofia', '/log acme: #visit', { customer: 'Acme GmbH', kind: 'visit', mood: 'neutral', note: '#visit' }],
  [
    'sofia',
    '/log acme: next: friday send the quote',
    {
      customer: 'Acme GmbH',
      kind: 'note',
      mood: 'neutral',
      note: 'next: friday send the quote',
      task: 'send the quote | 2026-09-18',
    },
  ],
  [
    'sofia',
    '/log acme: spoke with Anna next: 2026-02-30 call again',
    {
      customer: 'Acme GmbH',
      kind: 'call',
      mood: 'neutral',
      note: 'spoke with Anna',
      task: 'call again | 2026-09-17',
      says: '“2026-02-30” is a date that does not exist',
    },
  ],
  [
    'sofia',
    '/log acme: 😀 شكرا, had a great call with her',
    { customer: 'Acme GmbH', kind: 'call', mood: 'positive', note: '😀 شكرا, had a great call with her' },
  ],
  ['sofia', '/log 知客网络', { customer: '', kind: '', mood: '', note: '' }],
  [
    'sofia',
    '/跟进 acme: 打了电话，客户很满意 下一步：周五发报价',
    {
      customer: 'Acme GmbH',
      kind: 'call',
      mood: 'positive',
      note: '打了电话，客户很满意',
      task: '发报价 | 2026-09-18',
      says: 'due Fri 18 Sep',
    },
  ],
  [
    'chen',
    '/跟进 知客：和王总通了电话，想要折扣 #电话 下一步：周五发报价',
    {
      customer: '知客网络',
      kind: 'call',
      mood: 'neutral',
      note: '和王总通了电话，想要折扣',
      task: '发报价 | 2026-09-18',
      says: '来自标签',
    },
  ],
  [
    'chen',
    '/跟进 知客网络：拜访了客户，对方很满意',
    { customer: '知客网络', kind: 'visit', mood: 'positive', note: '拜访了客户，对方很满意', says: '下一步: 无' },
  ],
  ['chen', '/跟进 知客打了电话', { customer: '知客网络', kind: 'call', mood: 'neutral', note: '打了电话' }],
  ['chen', '/跟进 zhike: 发了邮件', { customer: '知客网络', kind: 'email', mood: 'neutral', note: '发了邮件' }],
  [
    'chen',
    '/跟进 晨光：开会讨论续约，客户不满意，嫌贵',
    { customer: '晨光文具', kind: 'meeting', mood: 'negative', note: '开会讨论续约，客户不满意，嫌贵' },
  ],
  [
    'chen',
    '/跟进 晨光：微信聊了聊 下一步：发资料',
    {
      customer: '晨光文具',
      kind: 'message',
      mood: 'neutral',
      note: '微信聊了聊',
      task: '发资料 | 2026-09-17',
      says: '默认下一个工作日',
    },
  ],
  [
    'chen',
    '/跟进 晨光：通话 待办：明天下午三点演示',
    { customer: '晨光文具', kind: 'call', mood: 'neutral', note: '通话', task: '演示 | 2026-09-17 15:00' },
  ],
  [
    'chen',
    '/跟进 晨光：来电咨询 跟进：下周一回复',
    { customer: '晨光文具', kind: 'call', mood: 'neutral', note: '来电咨询', task: '回复 | 2026-09-21' },
  ],
  [
    'chen',
    '/跟进 晨光：上门拜访 下一步：10月8日签合同',
    { customer: '晨光文具', kind: 'visit', mood: 'neutral', note: '上门拜访', task: '签合同 | 2026-10-08' },
  ],
  [
    'chen',
    '/跟进 晨光：通话 下一步：2月30日回电',
    {
      customer: '晨光文具',
      kind: 'call',
      mood: 'neutral',
      note: '通话',
      task: '回电 | 2026-09-17',
      says: '“2月30日”这个日期不存在',
    },
  ],
  ['chen', '/跟进 晨光：备注：老板换人了', { customer: '晨光文具', kind: 'note', mood: 'neutral', note: '备注：老板换人了' }],
  ['chen', '/跟进 晨光 #拜访 看了新店', { customer: '晨光文具', kind: 'visit', mood: 'neutral', note: '看了新店' }],
  [
    'chen',
    '/log 晨光: called, next: friday send the quote',
    {
      customer: '晨光文具',
      kind: 'call',
      mood: 'neutral',
      note: 'called',
      task: 'send the quote | 2026-09-18',
      says: '9月18日周五',
    },
  ],
  [
    'chen',
    '/跟进 晨光：客户投诉发货太慢',
    { customer: '晨光文具', kind: 'complaint', mood: 'negative', note: '客户投诉发货太慢' },
  ],
]

describe('/log stores', () => {
  it.each(table)('%s %s', async (person, line, expected) => {
    const reply = await bot.say(person, line)
    const stored = await bot.store.db.interaction.findMany({ include: { customer: true } })
    if (!expected.customer) {
      // Another team's customer is nobody's for this person: the text waits in the form.
      expect([stored.length, reply.kind]).toEqual([0, 'form'])
      return
    }
    expect(
      stored.map(({ kind, sentiment, note, customer }) => ({ customer: customer.name, kind, mood: sentiment, note })),
    ).toEqual([{ customer: expected.customer, kind: expected.kind, mood: expected.mood, note: expected.note }])
    const tasks = await bot.store.db.careTask.findMany()
    const shown = tasks.map(({ title, dueOn, dueTime }) => `${title} | ${dayOf(dueOn)}${dueTime ? ` ${dueTime}` : ''}`)
    expect(shown).toEqual(expected.task ? [expected.task] : [])
    expect(textOf(reply)).toContain(expected.customer)
    if (expected.says) expect(textOf(reply)).toContain(expected.says)
    expect(
      tasks.every(
        task => task.cause === 'log' && task.interactionId === stored[0]?.id && task.assigneeId === stored[0]?.memberId,
      ),
    ).toBe(true)
    expect(stored[0]?.customer.lastContactAt).toEqual(bot.now)
  })
})
