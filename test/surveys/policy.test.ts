import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate, localTime, weekday } from '../../src/chat/dates/zone.ts'
import { nextLoudFor, nextLoudMoment } from '../../src/customers/contact-policy/quiet-hours.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { allFeatures, givenAcme, minute } from './asked.ts'

const days = 24 * 3_600_000

describe('quiet hours', () => {
  const hours = { zone: 'Europe/Berlin', workdays: [1, 2, 3, 4, 5], quietFrom: '18:00', quietUntil: '09:00' }
  const next = (at: string, over = {}) => nextLoudMoment(new Date(at), { ...hours, ...over }).toISOString()

  it('let a message through in the day, and hold it until the morning of the next working day', () => {
    expect(next('2026-09-16T10:00:00Z')).toBe('2026-09-16T10:00:00.000Z')
    expect(next('2026-09-16T05:00:00Z')).toBe('2026-09-16T07:00:00.000Z')
    expect(next('2026-09-16T16:00:00Z')).toBe('2026-09-17T07:00:00.000Z')
    expect(next('2026-09-18T16:00:00Z')).toBe('2026-09-21T07:00:00.000Z')
    expect(next('2026-09-19T10:00:00Z')).toBe('2026-09-21T07:00:00.000Z')
  })

  it('may lie within the day, or not be at all', () => {
    const siesta = { quietFrom: '12:00', quietUntil: '14:00' }
    expect(next('2026-09-16T10:30:00Z', siesta)).toBe('2026-09-16T12:00:00.000Z')
    expect(next('2026-09-16T22:30:00Z', siesta)).toBe('2026-09-16T22:30:00.000Z')
    expect(next('2026-09-19T10:00:00Z', { quietFrom: '00:00', quietUntil: '00:00' })).toBe('2026-09-19T10:00:00.000Z')
  })

  it('are those of both where the zone of who is asked is known, and theirs alone on the other side of the world', () => {
    const both = (zone: string | null, at: string) => nextLoudFor(zone, new Date(at), hours).toISOString()
    expect(both(null, '2026-09-16T10:00:00Z')).toBe('2026-09-16T10:00:00.000Z')
    expect(both('America/New_York', '2026-09-16T10:00:00Z')).toBe('2026-09-16T13:00:00.000Z')
    expect(both('America/New_York', '2026-09-18T17:00:00Z')).toBe('2026-09-21T13:00:00.000Z')
    expect(both('Asia/Shanghai', '2026-09-16T10:30:00Z')).toBe('2026-09-17T07:00:00.000Z')
    expect(both('Pacific/Auckland', '2026-09-16T10:00:00Z')).toBe('2026-09-16T21:00:00.000Z')
  })

  it('never give a moment that is quiet, wherever and whenever', () => {
    const time = fc.integer({ min: 0, max: 47 }).map(half => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
    const zone = fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe')
    const workdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    const at = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(at, zone, workdays, time, time, (now, inZone, on, quietFrom, quietUntil) => {
        fc.pre(quietFrom !== quietUntil)
        const loud = nextLoudMoment(now, { zone: inZone, workdays: on, quietFrom, quietUntil })
        expect(loud.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(loud.getTime() - now.getTime()).toBeLessThanOrEqual(9 * days)
        expect(on).toContain(weekday(localDate(loud, inZone)))
        const clock = localTime(loud, inZone)
        const isQuiet =
          quietFrom > quietUntil ? clock >= quietFrom || clock < quietUntil : clock >= quietFrom && clock < quietUntil
        expect(isQuiet, `${clock} ${inZone}`).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the contact policy', () => {
  const bot = useBot(allFeatures)
  const send = async (who: 'sofia' | 'marcus' = 'sofia') => textOf(await bot.say(who, '/survey send acme nps'))

  it('asks a customer at most once in 30 days, whoever asks', async () => {
    await givenAcme(bot)
    expect(await send()).toContain('was asked (NPS)')
    bot.now = new Date(bot.now.getTime() + 30 * days - 60_000)
    expect(await send('marcus')).toContain('was asked within the last 30 days')
    bot.now = new Date(bot.now.getTime() + 60_000)
    expect(await send('marcus')).toMatch(/was asked \(NPS\)|will be asked/)
    expect(await bot.store.db.survey.count()).toBe(2)
  })

  it('asks once when two ask at the same moment', async () => {
    await givenAcme(bot)
    const said = await Promise.all([send('sofia'), send('marcus'), send('sofia')])
    expect(said.filter(text => text.includes('was asked (NPS)'))).toHaveLength(1)
    expect(await bot.store.db.survey.count()).toBe(1)
    expect(await bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })).toBe(1)
  })

  it('never asks whose serious ticket is open, and says so', async () => {
    const customer = await givenAcme(bot)
    const ticket = { customerId: customer.id, openedAt: bot.now, severity: 'urgent', subject: 'All down' }
    const { id } = await bot.store.db.ticket.create({ data: ticket })
    expect(await send()).toContain('has a serious ticket open')
    await bot.store.db.ticket.update({ where: { id }, data: { closedAt: bot.now } })
    expect(await send()).toContain('was asked (NPS)')
  })

  it('holds an evening’s question until the morning', async () => {
    await givenAcme(bot)
    bot.now = new Date('2026-09-18T17:00:00Z')
    expect(await send()).toContain('will be asked (NPS) in the shared channel on 21 Sep, 09:00')
    bot.now = new Date('2026-09-21T06:59:00Z')
    await minute(bot)
    expect(await bot.store.db.outboxItem.count()).toBe(0)
    bot.now = new Date('2026-09-21T07:00:00Z')
    await minute(bot)
    expect(await bot.store.db.outboxItem.count({ where: { key: { startsWith: 'survey:' } } })).toBe(1)
  })

  it('holds a person’s question until their own morning, wherever they are', async () => {
    const { id: customerId } = await givenAcme(bot)
    const memberId = await bot.member('anna')
    await bot.store.db.member.update({ where: { id: memberId }, data: { zone: 'America/New_York' } })
    await bot.store.db.contact.create({ data: { customerId, name: 'Anna Becker', memberId } })
    bot.now = new Date('2026-09-16T10:00:00Z')
    expect(await send()).toContain('will be asked (NPS) by direct message on 16 Sep, 15:00')
    bot.now = new Date('2026-09-16T12:59:00Z')
    await minute(bot)
    expect(await bot.store.db.outboxItem.count()).toBe(0)
    bot.now = new Date('2026-09-16T13:00:00Z')
    await minute(bot)
    expect(await bot.store.db.outboxItem.count()).toBe(1)
  })
})
