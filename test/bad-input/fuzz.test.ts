import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { FormValues } from '../../src/chat/form.ts'
import type { Json } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { features } from '../../src/features.ts'
import { failures, type PersonName, textOf, useBot } from '../harness/bot.ts'
import { seed } from '../harness/seed.ts'
import { entries, type Ids } from '../security/access-entries.ts'
import { givenSegment } from '../segments/shop.ts'
import { givenAnswer } from '../surveys/given.ts'
import { openShop } from '../utterances/shop.ts'
import { leakIn } from './leaks.ts'

const all = features({ checks: async () => [], nextRuns: async () => [] })
const bot = useBot(all)
const rooms = collect(all)
const runs = Number(process.env.FUZZ_RUNS ?? 150)

let ids: Ids
beforeEach(async () => {
  await openShop(bot)
  await bot.say('sofia', '/log acme: called Anna next: friday send the quote')
  for (const who of ['sofia', 'chen', 'olivia'] as const) await bot.say(who, '/care')
  const { db } = bot.store
  const { id: interactionId } = await db.interaction.findFirstOrThrow()
  const { id: contactId } = await db.contact.findFirstOrThrow()
  const ticket = { customerId: 1, openedAt: bot.now, severity: 'high', subject: 'Late again' }
  const { id: fieldId } = await db.customField.create({ data: { key: 'Plan', label: 'Plan' } })
  const { id: ticketId } = await db.ticket.create({ data: ticket })
  const { id: channelId } = await db.channel.findFirstOrThrow({ where: { ref: 'key-accounts' } })
  ids = {
    customerId: 1,
    taskId: 1,
    interactionId,
    contactId,
    ticketId,
    fieldId,
    segmentId: await givenSegment(bot, { name: 'Happy', filter: 'csat>=4' }),
    ownerId: await bot.member('sofia'),
    memberId: await bot.member('tom'),
    teamId: 1,
    channelId,
    ...(await givenAnswer(bot.store, { customerId: 1, taskId: 1, memberId: await bot.member('anna'), words: 'Late again' })),
  }
})

const spoken = [
  'acme',
  '知客',
  'north',
  '白云',
  'zkkj',
  'anna',
  '8000',
  '"new"',
  '“新建材料”',
  "o'brien",
  '@[tom]',
  '@陈晓雯',
  '#[general]',
]
const signs = [
  ':',
  '：',
  '=',
  '+',
  '＋',
  '-',
  '，',
  '#',
  '＃',
  '"',
  '“',
  '「',
  "'",
  '\\',
  '%',
  '_',
  '@',
  '@[',
  '[',
  '{}',
  '/',
  '|',
]
const facts = [
  '1',
  '2',
  '第2项',
  '99',
  '１',
  '+vip',
  '－试用',
  'tier=A',
  '电话：',
  'tag:vip',
  '阶段：',
  'owner:me',
  'reason',
  '原因',
]
const dates = [
  'friday',
  '明天',
  '2026-02-30',
  '2月30日',
  '1h',
  '下周',
  '25:00',
  '9999-99-99',
  '0',
  '-1',
  '1e999',
  'order 12 EUR',
  '下单1.2万元',
]
const odd = [
  '\u0000',
  '\ud800',
  '\u202e',
  '\u200b',
  '　',
  '\n',
  '\t',
  '🏳️‍🌈',
  'مرحبا',
  '𠮷',
  'é\u0301\u0301\u0301',
  '<!channel>',
  '<@U1>',
  '__proto__',
  'null',
]
const words = [...spoken, ...signs, ...facts, ...dates, ...odd]

const junk = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', '知', '🙂', 'a: ', '，'), fc.integer({ min: 1_000, max: 10_000 }))
      .map(([piece, length]) => piece.repeat(length / piece.length)),
  },
)
const text = fc
  .tuple(fc.array(junk, { maxLength: 7 }), fc.constantFrom(' ', '', '：', '　'))
  .map(([parts, gap]) => parts.join(gap))
const person = fc.constantFrom<PersonName>('sofia', 'chen', 'marcus', 'olivia', 'vera', 'tom')
const place = fc.constantFrom('dm', 'key-accounts', 'east', 'general', 'shared')

const heads = rooms.commands.flatMap(({ name, aliases, verbs }) =>
  [name, ...aliases].flatMap(command => ['', ...verbs.flatMap(verb => [...verb.words])].map(verb => `${command} ${verb}`)),
)
const line = fc
  .tuple(fc.constantFrom(...heads), fc.constantFrom(' ', '', '：'), text)
  .map(([head, gap, rest]) => `${head}${gap}${rest}`)

const anything: fc.Arbitrary<Json> = fc.oneof(
  junk,
  fc.integer({ min: -2, max: 20 }),
  fc.constantFrom<Json>(null, true, 2 ** 31, 1.5, [], {}, [''], { customerId: 1 }),
) as fc.Arbitrary<Json>

/** The given object with some of its values replaced, left out or added to. */
const bent = (given: Record<string, Json>): fc.Arbitrary<Record<string, Json>> =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...Object.keys(given), 'customerId', 'page', 'text', 'note'), anything, { maxKeys: 2 }),
      fc.subarray(Object.keys(given)),
      fc.boolean(),
    )
    .map(([changed, kept, whole]) => ({
      ...Object.fromEntries(Object.entries(given).filter(([key]) => whole || kept.includes(key))),
      ...(whole && Object.keys(changed).length > 1 ? {} : changed),
    }))

async function expectAnswered(answer: Promise<Reply>): Promise<void> {
  failures.length = 0
  const reply = await answer
  const said = textOf(reply)
  expect(failures).toEqual([])
  expect(reply.kind).not.toBe('none')
  expect(said.trim()).not.toBe('')
  expect(leakIn(said)).toBeNull()
}

describe(`whatever people do (SEED=${seed} repeats it) is answered in words, without an error, and shows nothing internal`, () => {
  const options = { seed, numRuns: runs, endOnFailure: false }

  it('after a slash', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(person, place, line, (who, where, typed) => expectAnswered(bot.say(who, `/${typed}`, where as 'dm'))),
      options,
    )
  })

  it('in a direct message', { timeout: 300_000 }, async () => {
    const message = fc.oneof(line, text)
    await fc.assert(
      fc.asyncProperty(person, message, (who, typed) => expectAnswered(bot.dm(who, typed))),
      options,
    )
  })

  it('with a button', { timeout: 300_000 }, async () => {
    const pressed = fc.constantFrom(...rooms.actions.map(action => action.id)).chain(id => {
      const sample = entries[`action ${id}`]?.sample?.(ids).value ?? {}
      return fc.tuple(fc.constant(id), bent(sample as Record<string, Json>))
    })
    await fc.assert(
      fc.asyncProperty(person, place, pressed, (who, where, [id, value]) =>
        expectAnswered(bot.click(who, id, value, where as 'dm')),
      ),
      options,
    )
  })

  it('with a form', { timeout: 300_000 }, async () => {
    const sent = fc.constantFrom(...rooms.forms.map(form => form.id)).chain(id => {
      const sample = entries[`form ${id}`]?.sample?.(ids)
      const state = (sample?.state ?? {}) as Record<string, Json>
      const values = (sample?.values ?? { name: 'x', phone: '1', text: 'x' }) as Record<string, Json>
      return fc.tuple(fc.constant(id), fc.oneof(fc.constant(state), bent(state)), bent(values))
    })
    await fc.assert(
      fc.asyncProperty(person, sent, (who, [id, state, values]) =>
        expectAnswered(bot.submit(who, id, state, values as FormValues)),
      ),
      options,
    )
  })
})
