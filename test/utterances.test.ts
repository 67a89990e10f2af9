import { beforeEach, describe, expect, it } from 'vitest'
import type { Form } from '../src/chat/form.ts'
import { type Inline, type ListPart, plainText } from '../src/chat/message.ts'
import type { Reply } from '../src/chat/platform.ts'
import { features } from '../src/features.ts'
import { failures, textOf, useBot } from './harness/bot.ts'
import { added, facts } from './utterances/changes.ts'
import { chinese } from './utterances/chinese.ts'
import { english } from './utterances/english.ts'
import type { Answer, Utterance } from './utterances/row.ts'
import { openShop } from './utterances/shop.ts'

const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))
beforeEach(() => openShop(bot))

const type = ({ who, place }: Utterance, line: string): Promise<Reply> =>
  line.startsWith('/') ? bot.say(who, line, place) : bot.dm(who, line)

/** The answer in the words of the table, as far as the expected answer asks. */
function shown(reply: Reply, expected: Answer): Answer {
  if (reply.kind === 'form') {
    const holds = 'form' in expected && expected.holds ? { holds: held(reply.form, Object.keys(expected.holds)) } : {}
    return { form: reply.form.id, ...holds }
  }
  const text = textOf(reply)
  if ('says' in expected) return { says: text.includes(expected.says) ? expected.says : text }
  const parts = reply.kind === 'message' || reply.kind === 'replace' ? reply.message.parts : []
  const lists = parts.filter((part): part is ListPart => part.kind === 'list' && part.start !== undefined)
  if ('list' in expected) return { list: lists.flatMap(list => list.rows.map(row => rowName(row.text))) }
  const [first, second] = parts
  const heading = [first, second].find(part => part?.kind === 'heading')
  return heading?.kind === 'heading' && parts.some(part => part.kind === 'facts') ? { card: heading.text } : { says: text }
}

const rowName = (row: readonly Inline[]): string => {
  const names = row.flatMap(inline => (typeof inline !== 'string' && inline.kind === 'bold' ? [inline.text] : []))
  return names[0] && row.length === 1 ? names[0] : plainText(row)
}

function held(form: Form, names: readonly string[]): Record<string, string> {
  const value = (name: string): string => {
    const field = form.fields.find(one => one.name === name)
    const given = field && 'value' in field ? field.value : undefined
    return typeof given === 'string' ? given : given && 'label' in given ? given.label : ''
  }
  return Object.fromEntries(names.map(name => [name, value(name)]))
}

describe('the table of what people type', () => {
  it('holds at least 90 lines of /customer, /log and /care, half of them Chinese', () => {
    const all = [...english, ...chinese]
    expect(all.length).toBeGreaterThanOrEqual(90)
    expect(chinese.length * 2).toBeGreaterThanOrEqual(all.length)
    expect(new Set(all.map(({ who, line, after }) => `${who} ${after} ${line}`)).size).toBe(all.length)
    for (const { line } of chinese) expect(line).toMatch(/\p{Script=Han}/u)
    const said = (pattern: RegExp): number => all.filter(({ line }) => pattern.test(line)).length
    expect(said(/^[/／]?(?:customer|客户)/i)).toBeGreaterThanOrEqual(30)
    expect(said(/^[/／]?(?:log|跟进)/i)).toBeGreaterThanOrEqual(20)
    expect(said(/^[/／]?(?:care|关怀|任务)/i)).toBeGreaterThanOrEqual(20)
  })
})

describe.each([
  ['English', english],
  ['Chinese', chinese],
])('in %s', (_language, table) => {
  it.each(table.map(row => [row.who, row.after ? `${row.after} ⏎ ${row.line}` : row.line, row] as const))(
    '%s: %s',
    async (_who, _line, row) => {
      failures.length = 0
      if (row.after) await type(row, row.after)
      const before = await facts(bot)
      const reply = await type(row, row.line)
      expect(failures).toEqual([])
      expect({ answer: shown(reply, row.answer), does: added(before, await facts(bot)) }).toEqual({
        answer: row.answer,
        does: (row.does ?? []).toSorted(),
      })
    },
  )
})
