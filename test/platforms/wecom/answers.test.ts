import { afterEach, describe, expect, it } from 'vitest'
import type { Form } from '../../../src/chat/form.ts'
import { type Button, type Message, say } from '../../../src/chat/message.ts'
import { group, lina, startBench, stopBenches, strangers, until } from './bench.ts'

afterEach(stopBenches)

const button = (label: string, more: Partial<Button> = {}): Button => ({ action: 'task.do', label, value: { id: 7 }, ...more })
const offering = (...buttons: Button[]): Message => ({
  ...say('zh-CN', '请选择'),
  parts: [
    { kind: 'text', text: ['请选择'] },
    { kind: 'actions', actions: buttons },
  ],
})
const listing = (...rows: Button[][]): Message => ({
  ...{ locale: 'zh-CN', summary: '列表' },
  parts: [{ kind: 'list', start: 3, rows: rows.map((act, index) => ({ text: [`第 ${index}`], act })) }],
})
const answer = (message: Message) => () => ({ kind: 'message' as const, message })
const last = <T>(all: readonly T[]): T | undefined => all.at(-1)

describe('an answer with a chart', () => {
  it('has its numbers in the text and the picture after it, also when it is sent unasked', async () => {
    const bench = await startBench()
    const chart = {
      ...{ kind: 'bars', locale: 'zh-CN', title: '风险分布', summary: '三位', categories: ['高'], x: '风险' },
      ...{ y: { name: '客户', format: 'count' }, series: [{ name: '客户', color: 'critical', values: [3] }] },
    } as const
    const message: Message = { ...say('zh-CN', '风险'), parts: [{ kind: 'chart', chart: chart as never }] }
    bench.reply = answer(message)
    await bench.says('风险')
    await bench.platform.send({ platform: 'wecom', kind: 'person', id: lina }, message, 'k')
    const shown = bench.wecom.shown.filter(one => one.chat === lina)
    expect(shown.map(({ text }) => text.includes('风险分布'))).toEqual([true, false, true, false])
    expect(bench.wecom.frames.filter(({ cmd }) => cmd === 'aibot_upload_media_finish')).toHaveLength(2)
  })
})

describe('an answer with something to do', () => {
  it('has a card with its first six buttons, and a code for each of them all', async () => {
    const bench = await startBench()
    bench.reply = answer(offering(...Array.from({ length: 28 }, (_, index) => button(`第${index}`, { value: index }))))
    await bench.says('客户')
    expect(bench.card(lina).button_list).toHaveLength(6)
    await bench.presses('第5')
    expect(last(bench.received)).toMatchObject({ kind: 'action', action: 'task.do', value: 5 })
    for (const [typed, value] of [
      ['A', 0],
      ['z', 25],
      ['AB', 27],
      ['操作 B', 1],
      ['Ｃ', 2],
    ] as const) {
      await bench.says(typed)
      expect(last(bench.received), typed).toMatchObject({ kind: 'action', value })
    }
  })

  it('numbers what rows offer, for one day, and keeps it while answers without rows come between', async () => {
    const bench = await startBench()
    bench.reply = answer(listing([button('完成'), button('推迟', { value: 9 })], [button('完成', { value: 8 })]))
    await bench.says('关怀')
    expect(last(bench.seen(lina))).toContain('`4.1` 完成')
    bench.reply = answer(offering(button('撤销')))
    await bench.says('3.2')
    expect(last(bench.received)).toMatchObject({ kind: 'action', value: 9 })
    await bench.says('4.1')
    expect(last(bench.received)).toMatchObject({ kind: 'action', value: 8 })
    await bench.says('9.9')
    expect(last(bench.received)).toMatchObject({ kind: 'text', text: '9.9' })
    bench.now = new Date(bench.now.getTime() + 24 * 3_600_000)
    await bench.says('4.1')
    expect(last(bench.received)).toMatchObject({ kind: 'text' })
  })

  it('means what was shown to this person here, and to nobody else', async () => {
    const bench = await startBench()
    bench.reply = answer(listing([button('完成')]))
    await bench.says('关怀')
    await bench.wecom.says('wang', '3.1')
    await bench.platform.idle()
    expect(last(bench.received)).toMatchObject({ kind: 'text', person: { id: 'wang' } })
    await bench.says('@Rapport 你好', group)
    const target = { platform: 'wecom', kind: 'channel', id: group } as const
    await bench.platform.send(target, listing([button('查看', { value: 1 })]), 'digest')
    await bench.wecom.says('wang', '@Rapport 3.1', group)
    await bench.platform.idle()
    expect(last(bench.received)).toMatchObject({ kind: 'action', value: 1, place: { id: group } })
  })

  it('asks first where that was wanted', async () => {
    const bench = await startBench()
    bench.reply = answer(offering(button('删除', { confirm: '确定删除吗？' })))
    await bench.says('客户')
    const before = bench.received.length
    await bench.presses('删除')
    expect(bench.received).toHaveLength(before)
    expect(last(bench.seen(lina))).toContain('确定删除吗？')
    await bench.presses('删除')
    expect(last(bench.received)).toMatchObject({ kind: 'action', action: 'task.do', value: { id: 7 } })
  })

  it('leaves a value that no card can hold to its code', async () => {
    const bench = await startBench()
    const value = '长'.repeat(600)
    bench.reply = answer(offering(button('长', { value }), button('短')))
    await bench.says('客户')
    expect(bench.card(lina).button_list.map(({ text }) => text)).toEqual(['短'])
    await bench.says('A')
    expect(last(bench.received)).toMatchObject({ value })
  })

  it('takes the place of its card when pressed, and is a new message when that is too late', async () => {
    const bench = await startBench()
    bench.reply = answer(offering(button('完成')))
    await bench.says('关怀')
    const card = bench.card(lina)
    bench.reply = () => ({ kind: 'replace', message: say('zh-CN', '已完成。') })
    const before = bench.seen(lina).length
    await bench.presses('完成')
    expect(bench.seen(lina)).toHaveLength(before)
    expect(bench.card(lina)).toMatchObject({
      task_id: card.task_id,
      main_title: { title: '已完成。' },
      button_list: [{ text: '已处理' }],
    })
    // What is left to press does nothing.
    const handled = bench.received.length
    await bench.presses('已处理')
    expect(bench.received).toHaveLength(handled)

    bench.reply = answer(offering(button('完成')))
    await bench.says('关怀')
    bench.reply = () => {
      bench.now = new Date(bench.now.getTime() + 5_000)
      return { kind: 'replace', message: say('zh-CN', '晚了一点。') }
    }
    await bench.presses('完成')
    expect(last(bench.seen(lina))).toBe('晚了一点。')
  })

  it('says that an old or forged button is out of date instead of doing something else', async () => {
    const bench = await startBench()
    bench.reply = answer(offering(button('完成')))
    await bench.says('关怀')
    const card = bench.card(lina)
    for (const key of ['', '{', '{"action":7}', '"x"', 'null']) {
      card.button_list = [{ text: 'x', key }]
      await bench.wecom.presses(lina, card, 'x')
      await bench.platform.idle()
      expect(last(bench.received), key).toMatchObject({ kind: 'action', action: '', value: null })
    }
  })
})

describe('what takes long', () => {
  it('says so at once, and the answer takes its place', async () => {
    const bench = await startBench({ workingAfterMs: 5 })
    let finish: () => void = () => undefined
    const finished = new Promise<void>(resolve => {
      finish = resolve
    })
    bench.reply = async () => {
      await finished
      return { kind: 'message', message: offering(button('完成')) }
    }
    await bench.wecom.says(lina, '客户')
    await until(() => bench.seen(lina).length > 0)
    expect(bench.seen(lina)).toEqual(['正在处理……'])
    finish()
    await bench.platform.idle()
    expect(bench.seen(lina)).toEqual([expect.stringContaining('请选择')])
    expect(bench.card(lina).button_list).toHaveLength(1)
  })

  it('is still answered when WeCom does not take the answer in place', async () => {
    const bench = await startBench()
    bench.reply = answer(say('zh-CN', '答案'))
    bench.wecom.fault('aibot_respond_msg', 40058)
    await bench.says('客户')
    expect(bench.seen(lina)).toEqual(['答案'])
  })
})

describe('a group that is no team’s', () => {
  it('reads neither answers nor forms, and where to ask when the asker has no chat with the robot', async () => {
    const bench = await startBench()
    bench.reply = answer(say('zh-CN', '客户资料'))
    bench.wecom.fault('aibot_send_msg', 60111)
    await bench.says('@Rapport 客户 知客', strangers)
    expect(bench.seen(strangers)).toEqual([expect.stringContaining('请先私聊我')])
    await bench.says('你好')
    await bench.says('@Rapport 客户 知客', strangers)
    expect(last(bench.seen(strangers))).toContain('已私聊回复您')
    expect(last(bench.seen(lina))).toBe('客户资料')
  })
})

const form: Form = {
  ...{ id: 'log.new', title: '写跟进', submit: '保存', state: { customerId: 7 } },
  fields: [
    { kind: 'customer', name: 'customer', label: '客户' },
    { kind: 'text', name: 'note', label: '内容', multiline: true },
    { kind: 'date', name: 'due', label: '日期', optional: true, value: '2026-10-01' },
    { kind: 'number', name: 'amount', label: '金额', optional: true },
    { kind: 'person', name: 'owner', label: '负责人', optional: true },
    {
      kind: 'choice',
      name: 'tags',
      label: '标签',
      optional: true,
      multiple: true,
      options: [
        { value: 'vip', label: '重点' },
        { value: 'new', label: '新客' },
      ],
    },
  ],
}

describe('a form', () => {
  const opened = async () => {
    const bench = await startBench()
    bench.reply = incoming => {
      if (incoming.kind === 'suggest')
        return {
          kind: 'options',
          options: ['知客科技', '知客贸易']
            .filter(label => label.includes(incoming.query))
            .map((label, index) => ({ value: String(index + 1), label })),
        }
      return incoming.kind === 'text' ? { kind: 'form', form } : { kind: 'message', message: say('zh-CN', '已保存') }
    }
    await bench.says('跟进')
    return bench
  }
  const submitted = (bench: Awaited<ReturnType<typeof opened>>) => bench.received.filter(({ kind }) => kind === 'submit')

  it('is filled in by one message, in the words people use', async () => {
    const bench = await opened()
    await bench.says('客户：知客科技\n内容: 谈了续约\n第二行也算\n金额：１２,０００\n负责人：我\n标签：重点、新客\n4：300')
    expect(submitted(bench)).toMatchObject([
      {
        form: 'log.new',
        state: { customerId: 7 },
        people: [lina],
        values: {
          customer: '1',
          note: '谈了续约\n第二行也算',
          due: '2026-10-01',
          amount: '300',
          owner: lina,
          tags: ['vip', 'new'],
        },
      },
    ])
    expect(last(bench.seen(lina))).toBe('已保存')
    await bench.says('内容：再来')
    expect(submitted(bench)).toHaveLength(1)
  })

  it('is filled in field by field, over a restart and with a command in between', async () => {
    const bench = await opened()
    expect(last(bench.seen(lina))).toContain('还差“客户”')
    await bench.says('知客')
    expect(last(bench.seen(lina))).toContain('有多个匹配：知客科技、知客贸易')
    await bench.says('知客贸易')
    expect(last(bench.seen(lina))).toContain('还差“内容”')
    await bench.platform.stop()
    const next = bench.another()
    await next.start(async incoming => {
      bench.received.push(incoming)
      return { kind: 'none' }
    })
    await until(() => next.isHere?.() === true)
    await bench.wecom.says(lina, '客户 别的')
    await next.idle()
    expect(last(bench.received)).toMatchObject({ kind: 'text', text: '客户 别的' })
    await bench.wecom.says(lina, '电话里谈了')
    await next.idle()
    expect(submitted(bench)).toMatchObject([{ values: { customer: '1', note: '电话里谈了' } }])
  })

  it('says what is wrong by field and loses nothing, also when the submission is refused', async () => {
    const bench = await opened()
    await bench.says('客户：没有的\n内容：谈了\n日期：随便\n标签：老客\n负责人：nobody\n颜色：红')
    const said = last(bench.seen(lina)) ?? ''
    for (const part of ['没有找到这个客户', '看不出是哪一天', '请从这些里选：重点、新客', '没有找到这个成员 ID'])
      expect(said).toContain(part)
    expect(submitted(bench)).toEqual([])
    const reply = bench.reply
    bench.reply = incoming => (incoming.kind === 'submit' ? { kind: 'invalid', errors: { note: '太短了' } } : reply(incoming))
    await bench.says('客户：知客科技')
    expect(last(bench.seen(lina))).toContain('**内容**：太短了')
    bench.reply = reply
    await bench.says('谈了很久')
    expect(last(submitted(bench))).toMatchObject({ values: { customer: '1', note: '谈了很久', due: '2026-10-01' } })
  })

  it('empties what may be empty, and ends with 取消, and by itself after a day', async () => {
    const bench = await opened()
    await bench.says('日期：无\n客户：知客科技')
    await bench.says('取消')
    expect(last(bench.seen(lina))).toBe('已取消，没有保存。')
    await bench.says('跟进')
    await bench.says('客户：知客科技\n日期：无\n内容：谈了')
    expect(last(submitted(bench))).toMatchObject({ values: { due: null } })
    await bench.says('跟进')
    bench.now = new Date(bench.now.getTime() + 24 * 3_600_000)
    await bench.says('内容：迟了')
    expect(submitted(bench)).toHaveLength(1)
  })

  it('takes no old text for an answer: a question counts for ten minutes', async () => {
    const bench = await opened()
    bench.now = new Date(bench.now.getTime() + 11 * 60_000)
    await bench.says('知客贸易')
    expect(last(bench.received)).toMatchObject({ kind: 'text' })
  })
})

describe('what is sent unasked', () => {
  const target = { platform: 'wecom', kind: 'person', id: lina } as const

  it('keeps WeCom’s limits of a conversation, and says when it goes on', async () => {
    const bench = await startBench()
    await bench.says('你好')
    const results: string[] = []
    // Each is a text and a card.
    for (let nth = 0; nth < 16; nth++)
      results.push((await bench.platform.send(target, offering(button(`第 ${nth}`)), `k${nth}`)).kind)
    expect(results.filter(kind => kind === 'sent')).toHaveLength(15)
    expect(bench.wecom.frames.filter(({ cmd }) => cmd === 'aibot_send_msg')).toHaveLength(30)
    expect(await bench.platform.send(target, say('zh-CN', '多了'), 'more')).toMatchObject({
      kind: 'retry-after',
      code: 'wecom_throttled',
      seconds: 60,
    })
    expect(await bench.platform.send({ ...target, id: 'stranger' }, say('zh-CN', '你好'), 'k')).toEqual({
      kind: 'rejected',
      code: 'wecom_60111',
    })
    bench.now = new Date(bench.now.getTime() + 60_001)
    expect(await bench.platform.send(target, say('zh-CN', '好了'), 'later')).toMatchObject({ kind: 'sent' })
  })
})
