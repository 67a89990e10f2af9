import { afterEach, describe, expect, it } from 'vitest'
import type { Button, Message } from '../../../../src/chat/message.ts'
import { say } from '../../../../src/chat/message.ts'
import type { SendResult } from '../../../../src/chat/platform.ts'
import { webhookGroup } from '../../../../src/platforms/wecom/webhook.ts'
import { type AppBench, startAppBench, stopAppBenches, webhookKey } from './bench.ts'

afterEach(stopAppBenches)

const button = (label: string, more: Partial<Button> = {}): Button => ({ action: 'task.do', label, value: { id: 7 }, ...more })
const offering = (...actions: Button[]): Message => ({
  ...say('zh-CN', '请选择'),
  parts: [
    { kind: 'text', text: ['请选择'] },
    { kind: 'actions', actions },
  ],
})
const sent = ({ platform }: AppBench, message: Message, key: string, id = 'lina'): Promise<SendResult> =>
  platform.send({ platform: 'wecom', kind: id === webhookGroup ? 'channel' : 'person', id }, message, key)

describe('what a member does in the app', () => {
  it('starts an action by a card’s button, and changes the card in place, each code once', async () => {
    const bench = await startAppBench()
    bench.reply = ({ kind }) =>
      kind === 'action'
        ? { kind: 'replace', message: say('zh-CN', '已完成') }
        : { kind: 'message', message: offering(button('完成'), button('推迟', { value: { id: 8 } })) }
    await bench.says('关怀')
    const card = bench.card()
    await bench.presses('完成')
    expect(bench.received.at(-1)).toMatchObject({ kind: 'action', action: 'task.do', value: { id: 7 }, person: { id: 'lina' } })
    expect(bench.card()).toBe(card)
    expect(card.card).toMatchObject({ main_title: { title: '已完成' } })
    expect(bench.seen('lina')).toHaveLength(1)
    await bench.wecom.tellsAgain()
    await bench.platform.idle()
    expect(bench.received.at(-1)?.key).toBe(bench.received.at(-2)?.key)
  })

  it('gets the answer as a new message when the card cannot be changed any more', async () => {
    const bench = await startAppBench()
    bench.reply = ({ kind }) =>
      kind === 'action'
        ? { kind: 'replace', message: say('zh-CN', '已完成') }
        : { kind: 'message', message: offering(button('完成')) }
    await bench.says('关怀')
    bench.api.script('message/update_template_card', 42_045)
    await bench.presses('完成')
    expect(bench.seen('lina').at(-1)).toBe('已完成')
  })

  it('does what a code stands for, typed instead of pressed', async () => {
    const bench = await startAppBench()
    bench.reply = ({ kind }) => ({ kind: 'message', message: kind === 'text' ? offering(button('完成')) : say('zh-CN', '好') })
    await bench.says('关怀')
    await bench.says('a')
    expect(bench.received.at(-1)).toMatchObject({ kind: 'action', action: 'task.do' })
  })

  it('says commands by the menu, and opens their own page by its first button', async () => {
    const bench = await startAppBench()
    const { button: buttons } = bench.company.menu as { button: { key?: string; sub_button?: { key: string }[] }[] }
    expect(buttons).toHaveLength(3)
    await bench.wecom.clicks('lina', buttons[0]?.key ?? '')
    await bench.wecom.clicks('lina', buttons[1]?.sub_button?.[0]?.key ?? '')
    await bench.platform.idle()
    expect(bench.received).toMatchObject([{ kind: 'home' }, { kind: 'text', text: '客户 列表 我的' }])
  })

  it('is greeted with what to write and their id, when they look at the app for the first time', async () => {
    const bench = await startAppBench()
    for (const member of ['lina', 'lina', 'wang']) await bench.wecom.enters(member)
    await bench.platform.idle()
    expect(bench.seen('lina')).toEqual([expect.stringContaining('您的成员 ID 是 lina')])
    expect(bench.seen('wang')).toEqual([expect.stringContaining('您的成员 ID 是 wang')])
    expect(bench.received).toEqual([])
  })

  it('is not heard from another app of the company', async () => {
    const bench = await startAppBench()
    const fields = { ToUserName: 'ww-test', FromUserName: 'lina', CreateTime: 1, MsgType: 'text', Content: '客户', MsgId: '1' }
    await expect(bench.wecom.push({ ...fields, AgentID: 1_000_009 })).resolves.toBe(200)
    expect(bench.received).toEqual([])
  })

  it('is told of a wait when the answer takes long, and then the answer', async () => {
    const bench = await startAppBench({ workingAfterMs: 5 })
    let answered: (() => void) | undefined
    bench.reply = () =>
      new Promise(resolve => {
        answered = () => resolve({ kind: 'message', message: say('zh-CN', '算好了') })
      })
    await bench.wecom.says('lina', '留存')
    await expect.poll(() => bench.seen('lina').length).toBe(1)
    answered?.()
    await bench.platform.idle()
    expect(bench.seen('lina').at(-1)).toBe('算好了')
  })
})

describe('what the app sends', () => {
  it('is sent again after a lost answer, and shown once', async () => {
    const bench = await startAppBench()
    bench.api.script('message/send', 'drop-after')
    expect(await sent(bench, offering(button('完成')), 'task:1')).toMatchObject({ kind: 'retry-after' })
    expect(await sent(bench, offering(button('完成')), 'task:1')).toMatchObject({ kind: 'sent' })
    expect(bench.company.shown.filter(({ to }) => to === 'lina')).toHaveLength(2)
    const bodies = bench.api.requests.filter(({ path }) => path === 'message/send').map(({ body }) => JSON.stringify(body))
    expect(bodies[1]).toBe(bodies[0])
  })

  it('may be sent again by who does not know whether it was, for half an hour; with files never', async () => {
    const bench = await startAppBench()
    const find = (key: string) => bench.platform.find?.({ platform: 'wecom', kind: 'person', id: 'lina' }, key, bench.now)
    expect(await find('task:1')).toEqual({ kind: 'repeatable' })
    bench.api.script('message/send', 'drop-after', 'drop-after')
    await sent(bench, say('zh-CN', '好'), 'task:1')
    const files = [{ name: 'a.csv', base64: Buffer.from('a,b,c,d\n').toString('base64') }]
    expect(await sent(bench, { ...say('zh-CN', '结果'), files } as Message, 'task:2')).toMatchObject({ kind: 'unknown' })
    expect([await find('task:1'), await find('task:2')]).toEqual([{ kind: 'repeatable' }, { kind: 'cannot-look' }])
    bench.now = new Date(bench.now.getTime() + 1_800_000)
    expect(await find('task:1')).toEqual({ kind: 'cannot-look' })
  })

  it('is never shown twice by a late repeat: what may have arrived is in doubt then', async () => {
    const bench = await startAppBench()
    bench.api.script('message/send', 'drop-after')
    expect(await sent(bench, say('zh-CN', '好'), 'task:1')).toMatchObject({ kind: 'retry-after' })
    bench.now = new Date(bench.now.getTime() + 31 * 60_000)
    expect(await sent(bench, say('zh-CN', '好'), 'task:1')).toEqual({ kind: 'unknown', code: 'wecom_no_answer' })
    expect(bench.seen('lina')).toEqual(['好'])
  })

  it('waits as long as it must where WeCom surely refused it', async () => {
    const bench = await startAppBench()
    bench.api.script('message/send', 45_009)
    expect(await sent(bench, say('zh-CN', '好'), 'task:1')).toMatchObject({ kind: 'retry-after', code: 'wecom_45009' })
    bench.now = new Date(bench.now.getTime() + 31 * 60_000)
    expect(await sent(bench, say('zh-CN', '好'), 'task:1')).toMatchObject({ kind: 'sent' })
  })

  it('answers the same question twice with the same words: only what is sent again is dropped', async () => {
    const bench = await startAppBench()
    bench.reply = () => ({ kind: 'message', message: say('zh-CN', '知客') })
    await bench.says('客户 知客')
    await bench.says('客户 知客')
    expect(bench.seen('lina')).toEqual(['知客', '知客'])
  })

  it('to nobody whom the app reaches is rejected', async () => {
    const bench = await startAppBench()
    expect(await sent(bench, say('zh-CN', '好'), 'k', 'nobody')).toEqual({ kind: 'rejected', code: 'wecom_81013' })
  })

  it('and WeCom says was not sent to them is rejected, though WeCom says it is well', async () => {
    const bench = await startAppBench()
    bench.api.script('message/send', { invaliduser: 'lina' })
    expect(await sent(bench, say('zh-CN', '好'), 'k')).toEqual({ kind: 'rejected', code: 'wecom_81013' })
    bench.api.script('message/send', { unlicenseduser: 'lina' })
    expect(await sent(bench, say('zh-CN', '好'), 'k')).toEqual({ kind: 'rejected', code: 'wecom_701008' })
  })

  it('waits instead of being dropped silently by WeCom above 30 a minute', async () => {
    const bench = await startAppBench()
    const results: SendResult[] = []
    // Each is a text and a card.
    for (let index = 0; index < 20; index += 1) results.push(await sent(bench, offering(button(`第${index}条`)), `k${index}`))
    const arrived = results.filter(({ kind }) => kind === 'sent')
    expect(results.at(-1)).toMatchObject({ kind: 'retry-after', code: 'wecom_throttled' })
    expect(arrived).toHaveLength(15)
    expect(bench.company.shown).toHaveLength(30)
  })

  it('fits into 2,048 bytes whatever it is, and says what it left out', async () => {
    const bench = await startAppBench()
    const rows = Array.from({ length: 50 }, (_, index) => ({ text: [`客户${index}，${'字'.repeat(60)}`], act: [button('跟进')] }))
    const message: Message = { locale: 'zh-CN', summary: '列表', parts: [{ kind: 'list', start: 1, rows }] }
    expect(await sent(bench, message, 'k')).toMatchObject({ kind: 'sent' })
    const [text = ''] = bench.seen('lina')
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
    expect(text).toMatch(/另有 \d+ 项|还有 \d+|…/)
  })

  it('brings its files along', async () => {
    const bench = await startAppBench()
    const files = [{ name: '结果.csv', base64: Buffer.from('a,b\n1,2\n').toString('base64') }]
    expect(await sent(bench, { ...say('zh-CN', '结果'), files } as Message, 'k')).toMatchObject({ kind: 'sent' })
    expect(bench.company.shown.at(-1)).toMatchObject({ to: 'lina', file: { name: '结果.csv', base64: files[0]?.base64 } })
  })
})

describe('the webhook', () => {
  const digest: Message = {
    ...{ locale: 'zh-CN', summary: '晨报' },
    parts: [
      { kind: 'heading', text: '晨报' },
      { kind: 'list', start: 1, rows: [{ text: ['知客'], act: [button('跟进')] }] },
      { kind: 'table', columns: ['客户', '风险'], rows: [['知|客', '80%']] },
      { kind: 'actions', actions: [button('全部')] },
      {
        kind: 'chart',
        chart: {
          ...{ kind: 'bars', locale: 'zh-CN', title: '风险分布', summary: '一位', categories: ['高'] },
          ...{ x: '风险', y: { name: '客户', format: 'count' }, series: [{ name: '客户', color: 'critical', values: [1] }] },
        } as never,
      },
    ],
  }

  it('posts the digest with a table and its chart as a picture, without buttons that nobody hears', async () => {
    const bench = await startAppBench()
    expect(await sent(bench, digest, 'digest:1', webhookGroup)).toMatchObject({ kind: 'sent' })
    const [text = ''] = bench.seen(webhookKey)
    expect(text).toContain('| 知｜客 | 80% |')
    expect(text).not.toMatch(/跟进|全部|回复编号/)
    expect(bench.company.shown.at(-1)).toMatchObject({ to: webhookKey, file: { name: 'image.png' } })
  })

  it('says for good when it is gone, and stands in for no group that is not its own', async () => {
    const bench = await startAppBench()
    bench.company.webhooks.clear()
    expect(await sent(bench, digest, 'k', webhookGroup)).toEqual({ kind: 'rejected', code: 'wecom_93000' })
    const other = { platform: 'wecom', kind: 'channel', id: 'wrOther' } as const
    expect(await bench.platform.send(other, digest, 'k')).toEqual({ kind: 'rejected', code: 'wecom_no_robot' })
  })
})

describe('the company', () => {
  it('is met department by department, but for those where the app may not look', async () => {
    const bench = await startAppBench()
    bench.company.members.set('zhao', { name: '赵敏', isVisible: true, department: 7 })
    bench.company.members.set('sun', { name: '孙立', isVisible: false, department: 8 })
    const met: string[] = []
    for await (const { name } of bench.platform.colleagues?.() ?? []) met.push(name)
    expect(met).toEqual(['李娜', '王强', '赵敏'])
  })
})

describe('how the app is', () => {
  it.each([
    [40_001, 'wecom_app_refused'],
    [60_020, 'wecom_ip'],
  ])('says what to do when WeCom says %d', async (errcode, code) => {
    const bench = await startAppBench()
    bench.api.script('agent/get', errcode)
    expect(await bench.platform.check()).toMatchObject({ ok: false, code })
  })
})
