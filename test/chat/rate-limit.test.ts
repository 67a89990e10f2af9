import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bucket, chatLimits, createLimiter, type Rate, takeToken } from '../../src/chat/rate-limit.ts'
import { features } from '../../src/features.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'

const rate: Rate = { burst: 20, perMinute: 60 }

describe('a bucket', () => {
  it('never lets through more than the burst and what the time refilled, whatever the times are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 }), gaps => {
        let bucket: Bucket | undefined
        let at = 0
        let through = 0
        for (const gap of gaps) {
          at += gap
          const taken = takeToken(bucket, rate, at)
          bucket = taken.bucket
          if (taken.waitMs === 0) through += 1
        }
        expect(through).toBeLessThanOrEqual(20 + at / 1000 + 1e-6)
      }),
    )
  })

  it('says exactly how long to wait: then one goes through, a millisecond before none', () => {
    const limiter = createLimiter(rate)
    for (let i = 0; i < 20; i++) expect(limiter.take('sofia', 0).waitMs).toBe(0)
    const { waitMs } = limiter.take('sofia', 0)
    expect(waitMs).toBe(1_000)
    expect(limiter.take('sofia', waitMs - 1).waitMs).toBe(1)
    expect(limiter.take('sofia', waitMs).waitMs).toBe(0)
    expect(limiter.take('tom', 0).waitMs).toBe(0)
  })

  it('is not refilled by a clock that goes back', () => {
    const { bucket } = takeToken({ tokens: 0, at: 100_000 }, rate, 0)
    expect(bucket.tokens).toBe(0)
  })

  it('holds a bounded number of keys', () => {
    const limiter = createLimiter({ burst: 1, perMinute: 1 })
    limiter.take('first', 0)
    for (let i = 0; i < 9_999; i++) limiter.take(`key ${i}`, 0)
    expect(limiter.take('first', 0).waitMs).toBeGreaterThan(0)
    for (let i = 0; i < 10_000; i++) limiter.take(`other ${i}`, 0)
    expect(limiter.take('first', 0).waitMs).toBe(0)
  })
})

describe('somebody who is too fast in chat', () => {
  const limits = chatLimits(3) ?? undefined
  const bot = useBot(features(main), limits)

  it('is told so with the text back; nothing is saved, then or later; a repeat is still a repeat; others go on', async () => {
    await bot.say('chen', '/customer new 晨光')
    const { id } = await bot.store.db.customer.findFirstOrThrow()
    expect(id).toBe(1)
    const typed = '/log 晨光：和周敏通了电话，一切都好'
    const refused = textOf(await bot.say('chen', typed))
    expect(refused).toContain('操作太频繁')
    expect(refused).toContain('20 秒后')
    expect(refused).toContain(typed)
    expect(await bot.store.db.interaction.count()).toBe(0)
    expect(await bot.store.db.inboxItem.count({ where: { state: 'pending' } })).toBe(0)
    expect(JSON.stringify(await bot.store.db.inboxItem.findMany({ select: { payload: true } }))).not.toContain('周敏')
    expect(textOf(await bot.say('sofia', '/rapport help'))).toContain('What you can do here')
    bot.now = new Date(bot.now.getTime() + 20_000)
    expect(textOf(await bot.say('chen', '/rapport 帮助'))).toContain('可以用的命令')
  })

  it('hears nothing about an event that came twice and was handled the first time', async () => {
    bot.now = new Date('2026-09-17T10:00:00Z')
    const person = { platform: 'test', id: 'tom' }
    const place = { platform: 'test', id: 'dm-tom', kind: 'dm' } as const
    const event = { key: 'twice', platform: 'test', person, place, replyTo: null, kind: 'text', text: 'rapport help' } as const
    expect((await bot.receive(event)).kind).toBe('message')
    expect((await bot.receive(event)).kind).toBe('none')
    expect((await bot.receive({ ...event, key: 'other' })).kind).toBe('message')
    expect(await bot.store.db.inboxItem.count({ where: { errorCode: 'rate_limited' } })).toBe(1)
  })

  it('gets no suggestions for a moment, however fast the letters come, and the commands are not counted with them', async () => {
    bot.now = new Date('2026-09-18T10:00:00Z')
    bot.suggestions = async () => [{ value: '1', label: 'Acme' }]
    const ask = async (key: string): Promise<number> => {
      const person = { platform: 'test', id: 'vera' }
      const place = { platform: 'test', id: 'dm-vera', kind: 'dm' } as const
      const reply = await bot.receive({ key, platform: 'test', person, place, replyTo: null, kind: 'suggest', query: 'a' })
      return reply.kind === 'options' ? reply.options.length : -1
    }
    const counts: number[] = []
    for (let i = 0; i < 6; i++) counts.push(await ask(`s${i}`))
    expect(counts).toEqual([1, 1, 1, 1, 0, 0])
    expect(textOf(await bot.say('vera', '/rapport help'))).toContain('What you can do here')
  })
})
