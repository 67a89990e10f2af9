import { afterEach, describe, expect, it } from 'vitest'
import { say } from '../../../src/chat/message.ts'
import { createLease } from '../../../src/delivery/lease.ts'
import { inspectWecom } from '../../../src/platforms/wecom/doctor.ts'
import { useStore } from '../../harness/store.ts'
import { lina, startBench, stopBenches, until } from './bench.ts'

afterEach(stopBenches)

const holder = useStore()
const target = { platform: 'wecom', kind: 'person', id: lina } as const

describe('the robot’s connection', () => {
  it('comes back after it broke, and after another connection took its place', async () => {
    const bench = await startBench()
    const { wecom, platform } = bench
    for (const [how, code] of [
      ['drops', 'wecom_down'],
      ['kicks', 'wecom_kicked'],
      ['kicks', 'wecom_kicked'],
    ] as const) {
      const before = wecom.subscriptions()
      wecom[how]()
      await until(() => wecom.subscriptions() > before && platform.isHere?.() === true)
      expect(bench.logged).toContainEqual({ event: 'wecom.connection', fields: { code } })
    }
    bench.reply = () => ({ kind: 'message', message: say('zh-CN', '还在') })
    await bench.says('客户 知客')
    expect(bench.seen(lina)).toEqual(['还在'])
  })

  it('waits longer after each kick, so that two programs do not throw each other out all day', async () => {
    const { wecom, platform } = await startBench({ line: { kickedMs: 40 } })
    const pauses: number[] = []
    for (let kicks = 0; kicks < 3; kicks++) {
      const [before, at] = [wecom.subscriptions(), performance.now()]
      wecom.kicks()
      await until(() => wecom.subscriptions() > before && platform.isHere?.() === true)
      pauses.push(performance.now() - at)
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(35)
    expect(pauses[1]).toBeGreaterThanOrEqual(75)
    expect(pauses[2]).toBeGreaterThanOrEqual(155)
  })

  it('pings, and takes a line on which nobody answers for dead', async () => {
    const { wecom } = await startBench({ line: { pingEveryMs: 10 } })
    await until(() => wecom.frames.some(({ cmd }) => cmd === 'ping'))
    expect(wecom.subscriptions()).toBe(1)
    for (let unanswered = 0; unanswered < 3; unanswered++) wecom.fault('ping', 'silent')
    await until(() => wecom.subscriptions() === 2)
  })

  it('says when WeCom refuses the secret, keeps trying, and keeps what is to be sent', async () => {
    const bench = await startBench()
    const wrong = bench.another({ line: { secret: 'wrong' } })
    await wrong.start(async () => ({ kind: 'none' }))
    await until(() => bench.logged.some(({ fields }) => fields.code === 'wecom_refused'))
    expect(await wrong.check()).toMatchObject({ ok: false, code: 'wecom_refused' })
    expect(wrong.isHere?.()).toBe(false)
    expect(await wrong.send(target, say('zh-CN', '你好'), 'k')).toMatchObject({ kind: 'retry-after' })
    const tries = () => bench.wecom.frames.filter(({ body }) => body?.secret === 'wrong').length
    const before = tries()
    await until(() => tries() > before)
  })

  it('writes no secret and nothing that was said to the log', async () => {
    const bench = await startBench()
    bench.wecom.pushes({ cmd: 'aibot_msg_callback', headers: {}, body: { text: { content: '机密' } } })
    bench.wecom.pushes('{')
    bench.wecom.pushes({ cmd: 'aibot_event_callback', headers: { req_id: 'r' }, body: { msgtype: 'event', event: null } })
    await bench.says('机密 知客')
    expect(JSON.stringify(bench.logged)).not.toMatch(/机密|secret-of-the-tests/)
    expect(bench.received).toHaveLength(1)
  })
})

describe('the doctor', () => {
  it('looks whether WeCom can be reached, without taking the connection from the running bot', async () => {
    const { wecom, platform } = await startBench()
    expect(await inspectWecom({ robot: { wsUrl: wecom.url }, app: null })).toMatchObject([{ check: 'wecom', state: 'ok' }])
    expect(wecom.subscriptions()).toBe(1)
    expect(platform.isHere?.()).toBe(true)
    await wecom.stop()
    expect(await inspectWecom({ robot: { wsUrl: wecom.url }, app: null })).toMatchObject([
      { state: 'problem', said: { en: expect.stringContaining('ECONNREFUSED') } },
    ])
  })
})

describe('several processes on one database', () => {
  it('have one connection among them, and the next takes over when its holder stops', async () => {
    const lease = (name: string) => createLease(holder.store, 'wecom', name, 30)
    const bench = await startBench({ line: { lease: lease('one') } })
    const second = bench.another({ line: { lease: lease('two') } })
    const heard: string[] = []
    await second.start(async ({ key }) => {
      heard.push(key)
      return { kind: 'none' }
    })
    expect(second.isHere?.()).toBe(false)
    expect(await second.check()).toMatchObject({ ok: true, detail: { en: expect.stringContaining('another process') } })
    expect(bench.wecom.subscriptions()).toBe(1)
    await bench.platform.stop()
    await until(() => second.isHere?.() === true)
    await bench.wecom.says(lina, '客户 知客')
    await second.idle()
    expect([bench.received.length, heard.length]).toEqual([0, 1])
    expect(bench.wecom.subscriptions()).toBe(2)
  })

  it('leave the connection as soon as the lease is another’s', async () => {
    let mine = true
    const bench = await startBench({ line: { lease: { hold: async () => mine, release: async () => undefined } } })
    mine = false
    await until(() => !bench.wecom.connected())
    expect(bench.platform.isHere?.()).toBe(false)
    mine = true
    await until(() => bench.platform.isHere?.() === true)
  })
})

describe('a lease', () => {
  it('is one holder’s until it ends by the database’s clock, or is given back', async () => {
    const [one, two] = [createLease(holder.store, 'x', 'one', 60), createLease(holder.store, 'x', 'two', 60)]
    expect([await one.hold(), await two.hold(), await one.hold()]).toEqual([true, false, true])
    await two.release()
    expect(await two.hold()).toBe(false)
    await one.release()
    expect([await two.hold(), await one.hold()]).toEqual([true, false])
    const ended = createLease(holder.store, 'y', 'one', 0)
    expect(await ended.hold()).toBe(true)
    expect(await createLease(holder.store, 'y', 'two', 60).hold()).toBe(true)
  })

  it('goes to one of many that ask at the same time', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, index) => createLease(holder.store, 'z', String(index), 60).hold()),
    )
    expect(asked.filter(Boolean)).toHaveLength(1)
  })
})
