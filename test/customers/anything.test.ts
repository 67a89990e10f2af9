import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '../../src/chat/message.ts'
import { customersFeature } from '../../src/customers/feature.ts'
import { failures, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { given, givenContact } from './shop.ts'

const bot = useBot([customersFeature])

beforeEach(async () => {
  const acme = await given(bot, { name: 'Acme GmbH', phone: '+49 30 1234567', tags: ['VIP'], owner: 'sofia' })
  await given(bot, { name: '知客科技', teamId: 2, owner: 'chen' })
  await givenContact(bot, acme, { name: 'Anna Becker' })
})

const verbs = ['', ...(customersFeature.commands?.flatMap(command => command.verbs.flatMap(verb => [...verb.words])) ?? [])]
const pieces = [
  'acme',
  '知客',
  'zk',
  '3',
  '#3',
  '+vip',
  '-vip',
  '＋',
  '：',
  ':',
  '=',
  'tier=A',
  '电话：',
  '"',
  '“',
  '”',
  '@[sofia]',
  '#[general]',
  '@',
  'reason',
  '原因',
  'tag:vip',
  '标签：',
  'mine',
  '我的',
  'left',
  '%',
  '_',
  '\\',
  "'",
  '\u0000',
  '\ud800',
  '\u202e',
  '\n',
  '\t',
  '　',
  '🏳️‍🌈',
  'مرحبا',
  '𠮷野家',
  'add',
  'to',
  '给',
  '-',
  '{}',
  '<!channel>',
  '2026-02-30',
  '1e999',
  'null',
  'constructor',
  '__proto__',
]
const junk = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...pieces) },
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const line = fc
  .tuple(fc.constantFrom(...verbs), fc.array(junk, { maxLength: 6 }), fc.constantFrom(' ', ''))
  .map(([verb, words, gap]) => `${verb} ${words.join(gap)}`)

describe('whatever is typed to /customer', () => {
  it('is answered, in words, without an error', async () => {
    const person = fc.constantFrom<PersonName>('sofia', 'chen', 'vera', 'olivia')
    // fast-check prints the seed and the shortest line that fails.
    await fc.assert(
      fc.asyncProperty(person, line, async (who, text) => {
        failures.length = 0
        const reply = await bot.say(who, `/customer ${text}`)
        expect(failures).toEqual([])
        expect(['message', 'form']).toContain(reply.kind)
        expect(textOf(reply).trim()).not.toBe('')
      }),
      { numRuns: 120 },
    )
  }, 300_000)

  it('is answered when it is 10,000 characters long', async () => {
    const oneEach = ['', ...(customersFeature.commands?.flatMap(command => command.verbs.map(verb => verb.name)) ?? [])]
    for (const verb of oneEach)
      for (const filler of ['x', '知', '🙂', 'a b ', ' ', 'x:', 'x=y ', '+t ', '١', '"', ', ']) {
        failures.length = 0
        const reply = await bot.say('sofia', `/customer ${verb} acme ${filler.repeat(10_000 / filler.length)}`)
        expect(failures, `${verb} ${filler}`).toEqual([])
        expect(textOf(reply).trim()).not.toBe('')
        expect(textOf(reply).length, `${verb} ${filler}`).toBeLessThan(12_000)
      }
  }, 600_000)
})

describe('whatever a form or button sends', () => {
  it('is answered', async () => {
    const ids = [...(customersFeature.forms ?? []).map(form => form.id)]
    const values = fc.dictionary(
      fc.constantFrom(
        'name',
        'phone',
        'email',
        'birthday',
        'tags',
        'custom',
        'owner',
        'team',
        'stage',
        'reason',
        'note',
        'day',
        'customer',
        'role',
        'key',
      ),
      fc.option(junk),
    )
    const state = fc.constantFrom<Json[]>(
      { customerId: 1 },
      { customerId: 1, shown: [] },
      { customerId: 1, version: 1, shown: {} },
      { customerId: 1, contactId: null },
      { customerId: 1, contactId: 1 },
      { teamId: 1, anyway: true },
      {},
      null,
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), state, values, async (form, given, sent) => {
        failures.length = 0
        const reply = await bot.submit('sofia', form, given, sent)
        expect(failures).toEqual([])
        expect(textOf(reply).trim()).not.toBe('')
      }),
      { numRuns: 120 },
    )
  }, 300_000)
})
