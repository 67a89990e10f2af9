import { describe, expect, it } from 'vitest'
import { say } from '../../../src/chat/message.ts'
import { createInbox } from '../../../src/delivery/inbox.ts'
import { createResumer } from '../../../src/delivery/resumer.ts'
import { renderMessage } from '../../../src/platforms/slack/render/message.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { shownText } from '../slack/bench.ts'
import { group, lina, strangers } from './bench.ts'
import { rooms, useCompany } from './company.ts'

const company = useCompany()
const last = (chat: string): string => company.bench.seen(chat).at(-1) ?? ''

describe('a company on WeCom', () => {
  it('types its commands in Chinese, with and without a slash, alone and in its group', async () => {
    await makeCustomer(company.store, { name: '知客科技' })
    for (const typed of ['客户 知客', '/客户 知客', '／客户 知客', '客户知客']) {
      await company.speak(lina, typed)
      expect(last(lina)).toContain('知客科技')
    }
    for (const [typed, answered] of [
      ['关怀', '我的任务'],
      ['问卷', '问卷'],
      ['分群', '分群'],
      ['帮助', '帮助'],
    ] as const) {
      await company.speak(lina, typed)
      expect(last(lina), typed).toContain(answered)
      expect(last(lina), typed).not.toContain('没看懂')
    }
    expect(company.failures).toEqual([])
  })

  it('logs what was done, once, also when WeCom says it twice', async () => {
    const id = await makeCustomer(company.store, { name: '知客科技' })
    await company.speak(lina, '跟进 知客：打了电话，下周一再联系')
    await company.bench.wecom.repeats()
    await company.bench.platform.idle()
    expect(await company.store.db.interaction.count({ where: { customerId: id } })).toBe(1)
    const [logged] = await company.store.db.interaction.findMany()
    expect(logged).toMatchObject({ note: expect.stringContaining('打了电话') })
    expect(company.failures).toEqual([])
  })

  it('reads the same card as somebody on Slack', async () => {
    await makeCustomer(company.store, { name: '知客科技', orders: ['2026-08-01', '2026-09-01'] })
    await company.speak(lina, '客户 知客')
    const content = last(lina)
    const asked = { key: 'slack-1', platform: 'wecom', person: { platform: 'wecom', id: lina }, replyTo: null }
    const place = { platform: 'wecom', id: lina, kind: 'dm' as const }
    const reply = await company.receive({ ...asked, place, kind: 'text', text: '客户 知客' })
    if (reply.kind !== 'message') throw new Error(reply.kind)
    const words = (text: string) => text.replace(/[*`>#\s·•|]|^- |\[[^\]]*\]/g, '')
    const shown = words(content.replace(/^- /gm, ''))
    const onSlack = shownText(renderMessage(reply.message).blocks).split('\n').map(words).filter(Boolean)
    expect(onSlack.length).toBeGreaterThan(8)
    for (const line of onSlack) expect(shown).toContain(line)
  })

  it('keeps customers out of a group that is no team’s, and shows them in its own', async () => {
    await makeCustomer(company.store, { name: '知客科技' })
    await company.speak(lina, '你好')
    await company.speak(lina, '@Rapport 客户 知客', strangers)
    expect(company.bench.seen(strangers).join()).not.toContain('知客')
    expect(last(strangers)).toContain('私聊')
    expect(last(lina)).toContain('知客科技')

    await company.speak('wang', '你好')
    await company.speak('wang', '@Rapport /rapport 设置 time=09:00', group)
    await company.speak(lina, '@我们的 机器人 客户 知客', group)
    expect(last(group)).toContain('知客科技')
    expect(company.failures).toEqual([])
  })

  it('gets its digest in the group, and a message that waits goes out once', async () => {
    await makeCustomer(company.store, { name: '知客科技' })
    await company.speak('wang', '你好')
    await company.speak('wang', '@Rapport /rapport 设置 time=09:00', group)
    await company.speak('wang', '@Rapport /rapport digest now', group)
    const before = company.bench.seen(group).length
    await company.deliver()
    await company.deliver()
    expect(company.bench.seen(group).length - before).toBe(1)
  })

  it('fills in a form by lines, with what was wrong told field by field and nothing lost', async () => {
    await company.speak(lina, '客户 新建')
    expect(last(lina)).toContain('新建客户')
    expect(last(lina)).toContain('（必填）')
    await company.speak(lina, '名称：知客科技\n电子邮箱：不是邮箱')
    await company.speak(lina, '邮箱：不是邮箱')
    expect(await company.store.db.customer.count()).toBe(0)
    await company.restart()
    await company.speak(lina, '取消')
    expect(last(lina)).toContain('已取消')
    await company.speak(lina, '客户 新建')
    await company.speak(lina, '名称：知客科技\n标签：VIP')
    expect(await company.store.db.customer.findMany()).toMatchObject([{ name: '知客科技' }])
    expect(company.failures).toEqual([])
  })

  it('does what a code stands for, after a restart too, and each once', async () => {
    await makeCustomer(company.store, { name: '知客科技' })
    await company.speak(lina, '跟进 知客：打了电话，下一步：明天')
    await company.speak(lina, '关怀')
    const list = last(lina)
    const [code] = /\b1\.\d\b/.exec(list) ?? []
    expect(code, list).toBe('1.1')
    await company.restart()
    await company.speak(lina, '1.1')
    expect(last(lina)).toContain('完成任务')
    await company.speak(lina, '已联系上')
    expect(await company.store.db.careTask.count({ where: { status: 'done' } })).toBe(1)
    await company.bench.wecom.repeats()
    await company.bench.platform.idle()
    expect(company.failures).toEqual([])
  })

  it('says to who is not known which id they have', async () => {
    await company.bench.wecom.enters('new.person')
    await company.bench.platform.idle()
    expect(last('new.person')).toContain('new.person')
  })
})

describe('a message for a person', () => {
  it('waits while another process has the connection', async () => {
    await company.speak(lina, '你好')
    await company.bench.platform.stop()
    const { store } = company
    const message = say('zh-CN', '提醒')
    const target = { platform: 'wecom', kind: 'person', id: lina }
    await store.db.outboxItem.create({
      data: {
        key: 'k',
        platform: 'wecom',
        place: lina,
        target,
        message: message as never,
        createdAt: company.bench.now,
        notBefore: company.bench.now,
      },
    })
    await company.deliver()
    expect(await store.db.outboxItem.findFirst()).toMatchObject({ state: 'pending', attempts: 0 })
  })

  it('is what somebody gets whose process died while it was at work, from the one that has the connection', async () => {
    await makeCustomer(company.store, { name: '知客科技' })
    await company.speak(lina, '你好')
    const left = {
      key: 'wecom:left',
      platform: 'wecom',
      person: { platform: 'wecom', id: lina },
      replyTo: null,
      text: '客户 知客',
    }
    const inbox = createInbox(company.store)
    await inbox.accept({ ...left, kind: 'text', place: { platform: 'wecom', id: lina, kind: 'dm' } }, new Date(0))
    const resumer = (isHere: boolean) =>
      createResumer({
        ...{ inbox, resume: company.resume, now: () => company.bench.now, log: () => undefined },
        platforms: [{ ...company.bench.platform, isHere: () => isHere }],
      })
    expect(await resumer(false).sweep(company.bench.now)).toBe(0)
    expect(await resumer(true).sweep(company.bench.now)).toBe(1)
    expect(last(lina)).toContain('知客科技')
  })
})

describe('what is kept for a day only', () => {
  it('is taken out afterwards: open forms hold what people typed', async () => {
    await company.speak(lina, '客户 新建')
    await company.speak(lina, '电话：13800000000')
    const brief = () => company.store.db.storedValue.findMany({ where: { key: { startsWith: 'brief.wecom.' } } })
    expect(JSON.stringify(await brief())).toContain('13800000000')
    const cleaning = rooms.jobs.find(({ name }) => name === 'delivery-cleaning')
    const clean = (now: Date) => company.store.tx(async tx => cleaning?.run({ tx, now } as never, undefined as never))
    await clean(company.bench.now)
    expect(await brief()).not.toEqual([])
    await clean(new Date(company.bench.now.getTime() + 24 * 3_600_000 + 1))
    expect(await brief()).toEqual([])
  })
})
