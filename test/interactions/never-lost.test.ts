import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interactionsFeature } from '../../src/interactions/feature.ts'
import { parseLog } from '../../src/interactions/parse.ts'
import { tasksFeature } from '../../src/tasks/feature.ts'
import { useBot } from '../harness/bot.ts'
import { seed } from '../harness/seed.ts'
import { addCustomer } from '../tasks/shop.ts'

const bot = useBot([tasksFeature, interactionsFeature])
const names = [
  'acme: ',
  'acme ',
  'northwind: ',
  'northwind ',
  'zzqq: ',
  '3: ',
  '知客：',
  '知客',
  '"Acme GmbH": ',
  'Acme：',
  '',
  ' ',
]
const words = [
  'called',
  'next: ',
  'friday',
  '2026-02-30',
  '#call',
  '下一步：',
  '明天',
  '打了电话',
  '：',
  ':',
  '"',
  '“',
  '\n',
  '😀',
  'שלום',
  '\u202e',
  'order 12 EUR',
  '<!channel>',
  '@[U1]',
  '%',
  "'",
]
const line = fc.tuple(
  fc.constantFrom(...names),
  fc.oneof(
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 12 })
      .map(parts => parts.join(' ')),
    fc.integer({ min: 2_000, max: 10_000 }).map(length => 'long text '.repeat(length / 10)),
  ),
)

/** The characters that mean something, in order. */
const essence = (text: string): string[] => [...text.normalize('NFKC')].filter(character => /[\p{L}\p{N}\p{S}]/u.test(character))

/** True when every meaningful character of `text` is somewhere in `kept`, counted. */
function holds(kept: string, text: string): boolean {
  const counts = new Map<string, number>()
  for (const character of essence(kept)) counts.set(character, (counts.get(character) ?? 0) + 1)
  return essence(text).every(character => {
    const left = counts.get(character) ?? 0
    counts.set(character, left - 1)
    return left > 0
  })
}

describe('whatever is typed after /log', () => {
  it(`is stored or comes back to the person (seed ${seed})`, { timeout: 120_000 }, async () => {
    await addCustomer(bot, 'Acme GmbH')
    await addCustomer(bot, 'Northwind Traders')
    await addCustomer(bot, 'Northwind Logistics')
    await fc.assert(
      fc.asyncProperty(line, async ([name, text]) => {
        const typed = `${name}${text}`
        const reply = await bot.say('sofia', `/log ${typed}`)
        const tasks = await bot.store.db.careTask.findMany()
        const stored = await bot.store.db.interaction.findMany({ include: { customer: true } })
        const drafts = await bot.store.db.storedValue.findMany()
        const kept = JSON.stringify([
          reply,
          stored.map(({ note, customer }) => [note, customer.name, name]),
          tasks.map(task => [task.title, task.suggestion, task.dueOn, task.dueTime]),
          drafts.map(draft => draft.value),
        ])
        await bot.store.db.careTask.deleteMany()
        await bot.store.db.interaction.deleteMany()
        await bot.store.db.storedValue.deleteMany()
        expect(stored.length + drafts.length > 0 || reply.kind === 'form' || reply.kind === 'message').toBe(true)
        if (stored.length === 0) expect(holds(kept, text)).toBe(true)
        else {
          // Tags and the words of a date are read, not kept: the note is exactly what the parser leaves.
          const [log] = stored
          const note = log?.note ?? ''
          const readings = [text, typed].map(one =>
            parseLog(one, { now: bot.now, zone: 'Europe/Berlin', workdays: [1, 2, 3, 4, 5] }),
          )
          expect(note.trim() !== '' || readings.some(reading => reading.nextStep !== null)).toBe(true)
          const spoken = text.replace(/#\S+|next:|下一步[:：]?|friday|明天|2026-02-30/gi, ' ')
          expect(holds(`${kept} ${note}`, spoken)).toBe(true)
        }
      }),
      { seed, numRuns: 60 },
    )
  })

  it.each([
    ['a zero byte', 'a\u0000b', 'ab'],
    ['half an emoji', 'a\ud83db', 'a\ufffdb'],
  ])('is stored although it holds %s, which no database takes', async (_, typed, note) => {
    await addCustomer(bot, 'Acme GmbH')
    await bot.say('sofia', `/log acme: ${typed}`)
    await bot.say('sofia', `/log ${typed} acme`)
    expect((await bot.store.db.interaction.findMany()).map(log => log.note)).toEqual([note])
  })
})
