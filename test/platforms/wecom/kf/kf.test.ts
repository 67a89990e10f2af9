import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Message, say } from '../../../../src/chat/message.ts'
import { inspectKf } from '../../../../src/platforms/wecom/kf/doctor.ts'
import { questionMessage } from '../../../../src/surveys/asking/question-message.ts'
import { csat, nps } from '../../../../src/surveys/shipped.ts'
import { anna, type Desk, openKfId, startDesk, stopDesks } from './desk.ts'

afterEach(stopDesks)
let desk: Desk
beforeEach(async () => {
  desk = await startDesk()
})

const hours = 3_600_000
const later = (ms: number) => {
  desk.now = new Date(desk.now.getTime() + ms)
}
const hello: Message = { ...say('zh-CN', '您好'), customerId: 1 }
const toAnna = { platform: 'wecom-kf', kind: 'person', id: anna } as const
const sent = (message = hello, key = 'k') => desk.platform.send(toAnna, message, key)
const calls = (path: string) => desk.api.requests.filter(request => request.path === path)
const asked = { id: 7, customerId: 1, locale: 'zh-CN' } as const
const how = { url: 'https://rapport.example/s/7', from: '李娜', reminder: false }

describe('what customers write', () => {
  it('comes in the order of each customer and once, also when pages come empty', async () => {
    for (const text of ['一', '二', '三']) desk.wecom.customerSays(anna, text)
    desk.wecom.books.emptyPages = 2
    await desk.tells(desk.wecom.customerSays('wmBen', '四'))
    const ofAnna = desk.received.filter(({ person }) => person.id === anna)
    expect(ofAnna.map(incoming => incoming.kind === 'text' && incoming.text)).toEqual(['一', '二', '三'])
    expect(desk.received).toHaveLength(4)
    expect(desk.received[0]).toMatchObject({ person: { platform: 'wecom-kf', id: anna }, place: { kind: 'dm', id: anna } })
  })

  it('has the same key when it is told again', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    await desk.tells(desk.wecom.repeats())
    expect(desk.received).toHaveLength(2)
    expect(desk.received[1]?.key).toBe(desk.received[0]?.key)
  })

  it('comes again when it was not written down, and what lies behind it does not get lost', async () => {
    const rooms = desk.reply
    desk.reply = () => Promise.reject(new Error('no database'))
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect(desk.state.get(`cursor.${openKfId}`)).toBe('c0')
    desk.reply = rooms
    await desk.tells(desk.wecom.customerSays(anna, '在吗'))
    expect(desk.received.map(incoming => incoming.kind === 'text' && incoming.text)).toEqual(['你好', '你好', '在吗'])
  })

  it('before we were here was answered by others: it only opens the window', async () => {
    desk.wecom.customerSays(anna, '三天前的问题')
    later(hours)
    desk.state.clear()
    await desk.tells(desk.wecom.customerSays('wmBen', '你好'))
    expect(desk.received.map(({ person }) => person.id)).toEqual(['wmBen'])
    expect(await sent()).toMatchObject({ kind: 'sent' })
  })

  it('is pulled without an event too: callbacks get lost', async () => {
    const quick = await startDesk({ pullEveryMs: 10 })
    quick.wecom.customerSays(anna, '有人吗')
    await expect.poll(() => quick.received.length, { timeout: 5_000, interval: 5 }).toBe(1)
  })

  it('is pulled by one process at a time: another waits, and leaves the lease to the next', async () => {
    const held: string[] = []
    let isElsewhere = true
    const lease = {
      async hold() {
        held.push(isElsewhere ? 'refused' : 'held')
        const mine = !isElsewhere
        isElsewhere = false
        return mine
      },
      release: async () => void held.push('released'),
    }
    const other = await startDesk({ lease })
    expect(held).toEqual(['refused', 'held', 'released'])
    await other.tells(other.wecom.customerSays(anna, '你好'))
    expect(other.received).toHaveLength(1)
    expect(held.slice(3)).toEqual(['held', 'released'])
  })

  it('of another account, or another event, is left to others', async () => {
    const event = desk.wecom.customerSays(anna, '你好')
    expect(await desk.platform.take({ ...event, OpenKfId: 'wkOther' })).toBe(false)
    expect(await desk.platform.take({ ...event, Event: 'change_external_contact' })).toBe(false)
    await desk.platform.idle()
    expect(desk.received).toEqual([])
  })

  it('that is no text is answered by what can be read', async () => {
    await desk.tells(desk.wecom.customerSends(anna, 'image'))
    expect(desk.seen(anna)).toEqual(['目前只支持文字消息，请用文字回复，谢谢！'])
  })

  it('is left to the colleague who talks with them; a click on a menu still counts', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    await sent(questionMessage(csat, asked, how))
    await desk.tells(desk.wecom.personTakes(anna))
    await desk.tells(desk.wecom.customerSays(anna, '我想退货'))
    await desk.tells(desk.wecom.customerSends(anna, 'image'))
    await desk.tells(desk.wecom.customerClicks(anna, '4'))
    expect(desk.received.map(({ kind }) => kind)).toEqual(['text', 'action'])
    expect(await sent()).toEqual({ kind: 'rejected', code: 'window_closed' })
    await desk.tells(desk.wecom.ends(anna))
    await desk.tells(desk.wecom.customerSays(anna, '谢谢'))
    expect(desk.received.at(-1)).toMatchObject({ kind: 'text', text: '谢谢' })
  })
})

describe('a question', () => {
  beforeEach(() => desk.tells(desk.wecom.customerSays(anna, '你好')))

  it('of five scores is a menu; a click says which', async () => {
    await sent(questionMessage(csat, asked, how))
    const [shown] = desk.seen(anna)
    expect(shown).toContain('李娜想听听您的意见')
    expect(shown).toMatch(/\[1]\n\[2]\n\[3]\n\[4]\n\[5]$/)
    expect(shown).toContain('回复“退订”')
    await desk.tells(desk.wecom.customerClicks(anna, '4'))
    expect(desk.received.at(-1)).toMatchObject({ kind: 'action', action: 'surveys.answer', value: { surveyId: 7, answer: 4 } })
  })

  it('of eleven scores is typed, with its page beside it', async () => {
    await sent(questionMessage(nps, asked, how))
    expect(desk.seen(anna)[0]).toContain('直接回复 0 到 10 的数字即可。')
    expect(desk.wecom.books.shown[0]?.menu).toEqual([
      { kind: 'view', text: '在网页里填写', leads: 'https://rapport.example/s/7' },
    ])
  })

  it('whatever is in it stays within what WeCom takes', async () => {
    const long = { ...asked, id: 2_147_483_647 }
    const text = { en: '字'.repeat(900), 'zh-CN': '字'.repeat(900) }
    const options = Array.from({ length: 10 }, (_, index) => ({
      value: `option-${index}`,
      label: { en: '选'.repeat(90), 'zh-CN': '选'.repeat(90) },
    }))
    const own = { ...csat, questions: [{ kind: 'choice' as const, key: 'own', text, options }] }
    expect(await sent(questionMessage(own, long, how))).toMatchObject({ kind: 'sent' })
    expect(desk.wecom.books.shown[0]?.menu).toHaveLength(10)
    const rows = Array.from({ length: 400 }, (_, index) => ({ text: [`第 ${index} 项 `, '字'.repeat(50)] }))
    expect(await sent({ locale: 'zh-CN', summary: '', customerId: 1, parts: [{ kind: 'list', rows }] }, 'long')).toMatchObject({
      kind: 'sent',
    })
    expect(desk.seen(anna).at(-1)).toMatch(/……另有 \d+ 项/)
  })
})

describe('the window', () => {
  it('is shut for who never wrote, before WeCom is asked', async () => {
    expect(await sent()).toEqual({ kind: 'rejected', code: 'window_closed' })
    expect(calls('kf/send_msg')).toEqual([])
  })

  it('takes five messages until they write again', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    for (let index = 0; index < 5; index++) expect(await sent(hello, `k${index}`)).toMatchObject({ kind: 'sent' })
    expect(await sent(hello, 'k5')).toEqual({ kind: 'rejected', code: 'window_closed' })
    expect(calls('kf/send_msg')).toHaveLength(5)
    await desk.tells(desk.wecom.customerSays(anna, '还在'))
    expect(await sent(hello, 'k6')).toMatchObject({ kind: 'sent' })
  })

  it('is shut 48 hours after they wrote last', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    later(48 * hours - 120_000)
    expect(await sent()).toMatchObject({ kind: 'sent' })
    later(120_000)
    expect(await sent(hello, 'k2')).toEqual({ kind: 'rejected', code: 'window_closed' })
    expect(calls('kf/send_msg')).toHaveLength(1)
  })

  it.each([95_001, 95_013, 95_018])('is shut when WeCom says %d, whatever was counted', async errcode => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    desk.api.script('kf/send_msg', errcode)
    expect(await sent()).toEqual({ kind: 'rejected', code: 'window_closed' })
    await sent(hello, 'k2')
    expect(calls('kf/send_msg')).toHaveLength(1)
  })

  it('lets nothing through that is not meant for a customer', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect(await sent(say('zh-CN', '知客要流失了'))).toEqual({ kind: 'rejected', code: 'not_for_customers' })
    expect(await desk.platform.send({ ...toAnna, kind: 'channel' }, hello, 'k')).toMatchObject({ kind: 'rejected' })
    expect(desk.wecom.books.shown).toEqual([])
  })

  it('is remembered under a name that tells nobody whose it is', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect([...desk.state.keys()].join()).not.toContain(anna)
    expect([...desk.state.keys()].filter(key => key.startsWith('conversation.'))).toHaveLength(1)
  })

  it('comes back with when to try again, or with the doubt', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    desk.api.script('kf/send_msg', 45_009, 'drop-before', 'drop-after')
    expect(await sent()).toMatchObject({ kind: 'retry-after', seconds: expect.any(Number) })
    for (const key of ['k2', 'k3']) expect(await sent(hello, key)).toEqual({ kind: 'unknown', code: 'wecom_no_answer' })
  })
})

describe('a code', () => {
  it('of who opens the conversation lets one answer through within 20 seconds', async () => {
    desk.reply = () => ({ kind: 'message', message: hello })
    await desk.tells(desk.wecom.enters(anna, 'a.b'))
    expect(desk.received[0]).toMatchObject({ kind: 'action', action: 'entered', value: { param: 'a.b' } })
    expect(desk.seen(anna)).toEqual(['您好'])
    expect(calls('kf/send_msg')).toEqual([])
    await desk.tells(desk.wecom.enters('wmBen'))
    expect(desk.received).toHaveLength(1)
  })

  it('of a conversation that is over carries the next message, and only one', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    await desk.tells(desk.wecom.ends(anna))
    expect(desk.received.at(-1)).toMatchObject({ kind: 'action', action: 'ended' })
    later(5_000)
    expect(await sent(questionMessage(csat, asked, how))).toMatchObject({ kind: 'sent' })
    expect(await sent(hello, 'k2')).toEqual({ kind: 'rejected', code: 'window_closed' })
    expect(calls('kf/send_msg_on_event')).toHaveLength(1)
  })

  it('that came too late asks nobody how content they were', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    const end = desk.wecom.ends(anna)
    later(90_000)
    await desk.tells(end)
    expect(desk.received.map(({ kind }) => kind)).toEqual(['text'])
  })

  it('that is too old shows nothing', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    await desk.tells(desk.wecom.ends(anna))
    later(20_000)
    expect(await sent()).toEqual({ kind: 'rejected', code: 'window_closed' })
    expect(desk.wecom.books.shown).toEqual([])
  })
})

describe('what did not arrive after all', () => {
  it.each([
    [4, 'window_closed'],
    [6, 'window_closed'],
    [10, 'kf_fail_10'],
  ] as const)('is told by its ref: %d', async (why, code) => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    const result = await sent()
    await desk.tells(desk.wecom.fails(anna, why))
    expect(desk.received.at(-1)).toMatchObject({ kind: 'undelivered', ref: result.kind === 'sent' ? result.ref : '', code })
  })
})

describe('the connection', () => {
  it('knows customers by their names, all of them outside, and nobody else', async () => {
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect(await desk.platform.whoIs({ platform: 'wecom-kf', id: anna })).toMatchObject({ name: '微信用户1', external: true })
    expect(await desk.platform.whoIs({ platform: 'wecom-kf', id: 'wmNobody' })).toBeNull()
    expect(await desk.platform.whatIs(anna)).toEqual({ platform: 'wecom-kf', id: anna, kind: 'dm' })
    expect(await desk.platform.whatIs('wmNobody')).toBeNull()
  })

  it('asks for its link once for ever', async () => {
    const link = desk.platform.linkWith('1.2.k')
    expect(link).toMatch(/^https:\/\/work\.weixin\.qq\.com\/kfid\/wkTest\?enc_scene=ENCrapport&scene_param=1\.2\.k$/)
    expect(calls('kf/add_contact_way')).toHaveLength(1)
  })

  it('says since when nothing is heard of customers, until it is again', async () => {
    desk.api.script('kf/sync_msg', 45_009)
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect(await desk.platform.check()).toMatchObject({ ok: false, code: 'wecom_45009', since: desk.now })
    await desk.tells(desk.wecom.customerSays(anna, '在吗'))
    expect(desk.received).toHaveLength(2)
    expect(await desk.platform.check()).toMatchObject({ ok: true })
  })

  it('says that it works, or what is wrong', async () => {
    expect(await desk.platform.check()).toMatchObject({ ok: true })
    const inspect = (over: object) =>
      inspectKf(
        { corpId: 'ww-test', secret: 'secret-of-kf', openKfId, apiUrl: desk.url, publicUrl: 'https://r.example', ...over },
        () => desk.now,
      )
    expect(await inspect({})).toMatchObject([{ check: 'wecom-kf', state: 'ok' }])
    expect(await inspect({ publicUrl: null })).toMatchObject([{ state: 'ok' }, { state: 'warning' }])
    expect(await inspect({ secret: 'wrong' })).toMatchObject([
      { state: 'problem', next: { en: expect.stringContaining('WECOM_KF_SECRET') } },
    ])
    expect(await inspect({ openKfId: 'wkOther' })).toMatchObject([
      { state: 'problem', said: { en: expect.stringContaining('kf_not_managed') } },
    ])
    expect(await inspect({ apiUrl: 'http://127.0.0.1:1' })).toMatchObject([
      { state: 'problem', said: { en: expect.stringContaining('kf_down') } },
    ])
  })
})

describe('while the window is shut, a colleague', () => {
  const question = questionMessage(csat, asked, how)
  const send = () => desk.platform.send(toAnna, question, 'survey:7')
  beforeEach(async () => {
    desk = await startDesk({ withMass: true })
    desk.mass.friends.set(anna, 'lina')
  })

  it('sends it by confirming, with the page and the way to be asked no more', async () => {
    expect(await send()).toMatchObject({ kind: 'retry-after', code: 'kf_waits_for_colleague' })
    expect(desk.mass.tasks[0]).toMatchObject({ member: 'lina', customer: anna })
    expect(desk.mass.tasks[0]?.text).toMatch(
      /在网页里填写：https:\/\/rapport\.example\/s\/7\n不再接收问卷：https:\/\/rapport\.example\/s\/7\/stop$/,
    )
    later(900_000)
    expect(await send()).toMatchObject({ kind: 'retry-after' })
    desk.mass.confirms('lina')
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(desk.mass.tasks).toHaveLength(1)
  })

  it.each([
    [2, 'kf_no_friend'],
    [3, 'kf_had_another'],
  ] as const)('may find that it comes to nothing: %d', async (status, code) => {
    await send()
    desk.mass.confirms('lina', status)
    expect(await send()).toEqual({ kind: 'rejected', code })
  })

  it('has a day for it, then it is called off', async () => {
    await send()
    later(22 * hours)
    desk.api.script('externalcontact/get_groupmsg_task', 'drop-before')
    expect(await send()).toMatchObject({ kind: 'retry-after' })
    later(hours)
    expect(await send()).toEqual({ kind: 'rejected', code: 'kf_not_confirmed' })
    expect(desk.mass.tasks).toMatchObject([{ isCancelled: true }])
  })

  it('may confirm it in the moment it is called off: it was sent', async () => {
    await send()
    later(23 * hours)
    desk.mass.confirms('lina')
    desk.api.script('externalcontact/get_groupmsg_send_result', { send_list: [{ external_userid: anna, status: 0 }] })
    expect(await send()).toMatchObject({ kind: 'sent' })
  })

  it('is called off only for sure: while WeCom does not answer, it goes on', async () => {
    await send()
    later(23 * hours)
    desk.api.script('externalcontact/cancel_groupmsg_send', 'drop-before')
    expect(await send()).toMatchObject({ kind: 'retry-after', underway: true })
  })

  it('is asked no more for a message that was taken back', async () => {
    await send()
    desk.api.script('externalcontact/cancel_groupmsg_send', 'drop-before')
    await expect(desk.platform.takeBack?.(toAnna, 'survey:7')).rejects.toThrow()
    await desk.platform.takeBack?.(toAnna, 'survey:7')
    expect(desk.mass.tasks).toMatchObject([{ isCancelled: true }])
  })

  it('has a task for each person that the same message goes to', async () => {
    await send()
    desk.mass.friends.set('wmBen', 'wang')
    const toBen = { ...toAnna, id: 'wmBen' }
    expect(await desk.platform.send(toBen, question, 'survey:7')).toMatchObject({ kind: 'retry-after' })
    expect(desk.mass.tasks.map(({ customer }) => customer)).toEqual([anna, 'wmBen'])
  })

  it('is not asked for who is nobody’s friend, nor while the window is open', async () => {
    desk.mass.friends.clear()
    expect(await send()).toEqual({ kind: 'rejected', code: 'window_closed' })
    desk.mass.friends.set(anna, 'lina')
    await desk.tells(desk.wecom.customerSays(anna, '你好'))
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(desk.mass.tasks).toEqual([])
  })

  it('is asked once, also when nobody knows whether they were', async () => {
    desk.api.script('externalcontact/add_msg_template', 'drop-after')
    expect(await send()).toEqual({ kind: 'unknown', code: 'wecom_no_answer' })
    expect(desk.mass.tasks).toHaveLength(1)
  })
})
