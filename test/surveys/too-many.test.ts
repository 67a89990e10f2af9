import { expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import { routeOf } from '../../src/chat/route.ts'
import { features } from '../../src/features.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'
import { givenCrowd, parts } from './asked.ts'

const small = features({ ...main, ...parts, mostAtOnce: 30 })
const bot = useBot(small)

it('a mailing to more than can be asked at once says how many are left out, and repeated reaches them', async () => {
  await givenCrowd(bot, 50)
  const line = '/survey send tier=A csat'
  const preview = textOf(await bot.say('marcus', line, 'key-accounts'))
  expect(preview).toContain('Customers: 50')
  expect(preview).toContain('Can be asked: 30')
  expect(preview).toContain('Not asked: beyond the first 30 (repeat it afterwards to ask them): 20')
  const value = { teamId: 1, filter: 'tier=A', kind: 'csat' }
  await bot.click('marcus', 'surveys.mail', value)
  bot.now = new Date(bot.now.getTime() + 60_000)
  await bot.click('marcus', 'surveys.mail', value)
  const asked = await bot.store.db.survey.groupBy({ by: ['customerId'], _count: true })
  expect(asked.map(({ _count }) => _count)).toEqual(Array.from({ length: 50 }, () => 1))
})

it('asking many is announced as slow, asking one is not', () => {
  const rooms = collect(small)
  const who = { key: '1', platform: 'test', person: { platform: 'test', id: 'sofia' }, place: null, replyTo: null } as const
  const slow = (text: string) => routeOf({ ...who, kind: 'command', name: 'survey', text }, rooms).slow
  expect(['send tier:A csat', '发送 所有客户 csat', 'send "Acme" nps', '知客 nps'].map(slow)).toEqual([true, true, false, false])
  const value = { teamId: 1, filter: 'all', kind: 'csat' }
  expect(routeOf({ ...who, kind: 'action', action: 'surveys.mail', value }, rooms).slow).toBe(true)
})
