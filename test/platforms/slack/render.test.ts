import type { KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chart } from '../../../src/chat/chart.ts'
import { cut } from '../../../src/chat/cut.ts'
import type { Button, Inline, Message, Part, Row } from '../../../src/chat/message.ts'
import type { ChartShown } from '../../../src/platforms/slack/render/chart.ts'
import { inputElement } from '../../../src/platforms/slack/render/input.ts'
import { renderMessage } from '../../../src/platforms/slack/render/message.ts'
import { escaped, link, mention } from '../../../src/platforms/slack/render/mrkdwn.ts'
import { decodeValue, encodeValue } from '../../../src/platforms/slack/value.ts'
import { refuseMessage } from '../../../src/playground/blocks/message.ts'
import { everyKind } from '../../charts/examples.ts'
import { seed } from '../../harness/seed.ts'
import { shownText } from './bench.ts'

const message = (...parts: Part[]): Message => ({ locale: 'en', summary: 'Summary', parts })
const blocksOf = (...parts: Part[]) => renderMessage(message(...parts)).blocks
const typesOf = (blocks: readonly KnownBlock[]) => blocks.map(({ type }) => type)
const act = (label: string, id: number): Button => ({ action: 'customers.show', label, value: { customerId: id } })

/** Everything in a payload that Slack parses for markup. */
function parsed(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(parsed)
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : []
  return [...own, ...Object.values(value).flatMap(parsed)]
}

describe('a message in Slack', () => {
  it('shows each part by its own kind of block', () => {
    const blocks = blocksOf(
      { kind: 'heading', text: 'Acme GmbH' },
      { kind: 'text', text: ['Hello ', { kind: 'bold', text: 'you' }] },
      { kind: 'facts', facts: [{ label: 'Tier', value: ['A'] }] },
      { kind: 'list', start: 1, rows: [{ text: ['one'] }, { text: ['two'] }] },
      { kind: 'table', columns: ['a', 'b'], rows: [['1', '']] },
      { kind: 'divider' },
      { kind: 'actions', actions: [act('Log', 1)] },
      { kind: 'note', text: ['small'] },
    )
    expect(typesOf(blocks)).toEqual(['header', 'rich_text', 'section', 'rich_text', 'table', 'divider', 'actions', 'context'])
    expect(refuseMessage(blocks)).toBeNull()
  })

  it('always has a text for notifications, escaped', () => {
    const { text } = renderMessage({ locale: 'en', summary: '<!channel> & co', parts: [] })
    expect(text).toBe('&lt;!channel&gt; &amp; co')
    expect(renderMessage({ locale: 'en', summary: '', parts: [] })).toMatchObject({ text: '–', blocks: [{ type: 'rich_text' }] })
  })

  it('gives a row with several acts one menu, and a row with one a button', () => {
    const rows: Row[] = [
      { text: ['Acme'], act: [act('Log', 1), act('Open', 2)] },
      { text: ['Bolt'], act: [act('Log', 3)] },
    ]
    const [first, second] = blocksOf({ kind: 'list', start: 4, rows })
    expect(first).toMatchObject({
      type: 'section',
      text: { type: 'mrkdwn', text: '4. Acme' },
      accessory: {
        type: 'static_select',
        placeholder: { text: 'Act' },
        options: [{ text: { text: 'Log' } }, { text: { text: 'Open' } }],
      },
    })
    expect(second).toMatchObject({ text: { text: '5. Bolt' }, accessory: { type: 'button', text: { text: 'Log' } } })
  })

  it('never puts an act that asks first, or one too large for a menu, into the menu', () => {
    const risky: Button = { ...act('Delete', 2), confirm: 'Really?', style: 'danger' }
    const large: Button = { action: 'a', label: 'Large', value: 'x'.repeat(200) }
    const blocks = blocksOf({ kind: 'list', rows: [{ text: ['Acme'], act: [act('Log', 1), risky, large, act('Open', 3)] }] })
    expect(blocks).toMatchObject([
      { type: 'section', accessory: { options: [{ text: { text: 'Log' } }, { text: { text: 'Open' } }] } },
      { type: 'actions', elements: [{ text: { text: 'Delete' }, confirm: { text: { text: 'Really?' }, style: 'danger' } }, {}] },
    ])
    expect(refuseMessage(blocks)).toBeNull()
  })

  it('formats a row only when nobody’s text would be formatted with it', () => {
    const row = (...text: Inline[]) => blocksOf({ kind: 'list', rows: [{ text, act: [act('Log', 1)] }] })[0]
    expect(row({ kind: 'bold', text: 'Acme' }, ' calls')).toMatchObject({
      text: { type: 'mrkdwn', text: '*Acme* calls', verbatim: true },
    })
    for (const typed of ['*Acme*', '_Acme_', '~Acme~', '`x`', ':tada:', '> quote']) {
      expect(row(typed)).toMatchObject({ text: { type: 'plain_text', text: typed, emoji: false } })
    }
    // Bold that Chinese leaves no room for is dropped; what stands alone keeps it.
    expect(row({ kind: 'bold', text: '晨光' }, ' · ', { kind: 'bold', text: '有风险' }, '，上升')).toMatchObject({
      text: { type: 'mrkdwn', text: '*晨光* · 有风险，上升' },
    })
    expect(row('at_risk & <b>')).toMatchObject({ text: { type: 'mrkdwn', text: 'at_risk &amp; &lt;b&gt;' } })
  })

  it('mentions people of Slack, links web addresses and lets Slack write instants; everything else is text', () => {
    const at = '2026-09-16T10:00:00Z'
    const inlines: Inline[] = [
      { kind: 'person', platform: 'slack', ref: 'U0SOFIA', name: 'Sofia' },
      { kind: 'person', platform: 'wecom', ref: 'chen', name: '陈' },
      { kind: 'link', url: 'https://acme.example/a', text: 'site' },
      { kind: 'link', url: 'javascript:alert(1)', text: 'bad' },
      { kind: 'instant', at, text: '10:00' },
      { kind: 'instant', at: 'never', text: 'then' },
      { kind: 'money', amount: '1200.50', currency: 'EUR' },
      { kind: 'money', amount: 'many', currency: 'XX' },
    ]
    const [block] = blocksOf({ kind: 'text', text: inlines })
    expect(block).toMatchObject({
      elements: [
        {
          elements: [
            { type: 'user', user_id: 'U0SOFIA' },
            { type: 'text', text: '陈' },
            { type: 'link', url: 'https://acme.example/a', text: 'site' },
            { type: 'text', text: 'bad' },
            { type: 'date', timestamp: Date.parse(at) / 1000, fallback: '10:00' },
            { type: 'text', text: 'then' },
            { type: 'text', text: '€1,200.50' },
            { type: 'text', text: 'many XX' },
          ],
        },
      ],
    })
  })

  it('says what it left out: the lowest priority first, then what comes last', () => {
    const rows = (name: string): Row[] =>
      Array.from({ length: 40 }, (_, index) => ({ text: [`${name} ${index + 1}`], act: [act('Log', index)] }))
    const blocks = blocksOf(
      { kind: 'list', priority: 3, rows: rows('low') },
      { kind: 'list', rows: rows('first') },
      { kind: 'list', rows: rows('last') },
    )
    const text = shownText(blocks)
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(text).not.toContain('low 1')
    expect(text).toContain('first 40')
    expect(text).toContain('last 8')
    expect(text).toContain('…and 32 more')
    // The list that is gone altogether is counted at the end.
    expect(blocks.at(-1)).toMatchObject({ type: 'context', elements: [{ text: '…and 40 more' }] })
  })

  it('keeps within the characters of a message and speaks the message’s language about it', () => {
    const long = (priority: number): Part => ({ kind: 'text', priority, text: ['字'.repeat(9_000)] })
    const { blocks } = renderMessage({ locale: 'zh-CN', summary: 's', parts: [long(9), long(8), long(7), long(6), long(5)] })
    expect(refuseMessage(blocks)).toBeNull()
    expect(shownText(blocks.at(-1))).toBe('……另有 2 项')
    expect(shownText(blocks[0]).endsWith('…')).toBe(true)
  })

  it('bounds tables by rows, columns and characters, and shows a second one as text', () => {
    const wide = { kind: 'table' as const, columns: Array.from({ length: 30 }, (_, index) => `c${index}`), rows: [] }
    const tall = { kind: 'table' as const, columns: ['a'], rows: Array.from({ length: 500 }, (_, index) => [`row ${index}`]) }
    const blocks = blocksOf(tall, wide)
    expect(typesOf(blocks)).toEqual(['table', 'context', 'rich_text'])
    expect(shownText(blocks[1])).toBe('…and 401 more')
    expect(shownText(blocks[2])).toContain('…and 11 more')
    expect(refuseMessage(blocks)).toBeNull()
    expect(refuseMessage(blocksOf(wide))).toBeNull()
  })

  it('is the same every time', () => {
    const parts: Part[] = [
      { kind: 'list', rows: Array.from({ length: 300 }, (_, index) => ({ text: [`row ${index}`], act: [act('A', index)] })) },
    ]
    expect(renderMessage(message(...parts))).toEqual(renderMessage(message(...parts)))
  })
})

describe('values of buttons', () => {
  it('come back as they went', () => {
    expect(decodeValue(encodeValue(act('x', 7)))).toEqual({ action: 'customers.show', value: { customerId: 7 } })
    expect(decodeValue('not json')).toBeNull()
    expect(decodeValue('{"a":1}')).toBeNull()
  })

  it('are refused above 2,000 bytes, while tests still run', () => {
    expect(() => blocksOf({ kind: 'actions', actions: [{ action: 'a', label: 'b', value: '字'.repeat(700) }] })).toThrow(
      /2000 bytes/,
    )
  })
})

describe('markup', () => {
  it('comes only from typed references', () => {
    expect(mention('U0SOFIA')).toBe('<@U0SOFIA>')
    expect(mention('!channel')).toBeNull()
    expect(link('https://a.example/?q=<!here>|x', 'a|b>')).toBe('<https://a.example/?q=%3C!here%3E%7Cx|a¦b&gt;>')
    expect(link('file:///etc', 'x')).toBeNull()
    expect(escaped('<@U1>')).toBe('&lt;@U1&gt;')
  })

  it('is cut between graphemes', () => {
    expect(cut('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 15)).toBe('👨‍👩‍👧‍👦…')
    expect(cut('e\u0301e\u0301', 3)).toBe('e\u0301…')
    expect(cut('short', 5)).toBe('short')
    expect(cut(`a${'\u0301'.repeat(500)}`, 10)).toBe('…')
  })
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '<!channel>',
    '<@U0SOFIA>',
    '<http://evil.example|Acme>',
    '*bold* _it_ `c`',
    '> q',
    ':tada:',
    '\ud800',
    '',
    ' ',
    '\u0000',
    '🧑🏽‍🚀',
  ),
  fc.string({ maxLength: 20 }).map(text => text.repeat(400)),
)
const inline: fc.Arbitrary<Inline> = fc.oneof(
  hostile,
  hostile.map(text => ({ kind: 'bold' as const, text })),
  hostile.map(text => ({ kind: 'code' as const, text })),
  fc.record({
    kind: fc.constant('person' as const),
    platform: fc.constantFrom('slack', 'wecom'),
    ref: fc.oneof(hostile, fc.constant('U0SOFIA')),
    name: hostile,
  }),
  fc.record({ kind: fc.constant('link' as const), url: fc.oneof(hostile, fc.webUrl()), text: hostile }),
  fc.record({ kind: fc.constant('instant' as const), at: fc.oneof(hostile, fc.constant('2026-09-16T10:00:00Z')), text: hostile }),
  fc.record({
    kind: fc.constant('money' as const),
    amount: fc.oneof(hostile, fc.constant('12.50')),
    currency: fc.oneof(hostile, fc.constant('CNY')),
  }),
)
const inlines = fc.array(inline, { maxLength: 5 })
const button: fc.Arbitrary<Button> = fc.record(
  {
    action: fc.constantFrom('customers.show', 'tasks.done'),
    label: hostile,
    value: fc.oneof(fc.record({ id: fc.integer() }), fc.constant('v'.repeat(400))),
    style: fc.constantFrom('primary' as const, 'danger' as const),
    confirm: hostile,
  },
  { requiredKeys: ['action', 'label', 'value'] },
)
const row: fc.Arbitrary<Row> = fc.record(
  { text: inlines, detail: inlines, act: fc.array(button, { maxLength: 40 }) },
  { requiredKeys: ['text'] },
)
const priority = fc.integer({ min: 0, max: 9 })
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: hostile, priority }),
  fc.record({ kind: fc.constant('text' as const), text: inlines, priority }),
  fc.record({ kind: fc.constant('note' as const), text: inlines, priority }),
  fc.record({ kind: fc.constant('divider' as const), priority }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: hostile, value: inlines }), { maxLength: 40 }),
    priority,
  }),
  fc.record({ kind: fc.constant('actions' as const), actions: fc.array(button, { maxLength: 60 }), priority }),
  fc.record(
    {
      kind: fc.constant('list' as const),
      title: hostile,
      start: fc.integer({ min: 0, max: 99 }),
      rows: fc.array(row, { maxLength: 60 }),
      more: inlines,
      priority,
    },
    { requiredKeys: ['kind', 'rows'] },
  ),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(hostile, { maxLength: 30 }),
    rows: fc.array(fc.array(hostile, { maxLength: 30 }), { maxLength: 150 }),
    priority,
  }),
)
/** Two charts at most: more of Slack's own are the presenter's business, not the renderer's. */
const chart: fc.Arbitrary<Part> = fc
  .record({
    ...{
      text: fc.array(hostile, { minLength: 1, maxLength: 6 }),
      kind: fc.integer({ min: 0, max: 4 }),
      many: fc.integer({ min: 0, max: 30 }),
    },
    locale: fc.constantFrom('en' as const, 'zh-CN' as const),
    value: fc.oneof(fc.constant(null), fc.double({ noNaN: false }), fc.integer()),
  })
  .map(({ text, kind, many, locale, value }): Part => {
    let at = 0
    const next = () => text[at++ % text.length] ?? ''
    const made = everyKind(locale, next)[kind] as Chart
    if (made.kind === 'points')
      made.points.push(...Array.from({ length: many }, (_, index) => ({ x: index, y: value ?? 0, weight: 1 })))
    if (made.kind === 'bars' || made.kind === 'lines' || made.kind === 'stacked-bars') {
      made.categories = Array.from({ length: many }, (_, index) => `${next()} ${index}`)
      made.series = made.series.map(one => ({ ...one, values: made.categories.map(() => value) }))
    }
    return { kind: 'chart', chart: made }
  })
const shownAs = fc.constantFrom<ChartShown[]>('native', 'numbers', { file: 'F0PICTURE' })
const anyMessage: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom('en' as const, 'zh-CN' as const),
  summary: hostile,
  parts: fc
    .tuple(fc.array(part, { maxLength: 20 }), fc.array(chart, { maxLength: 2 }))
    .map(([parts, charts]) => [...charts, ...parts]),
})

const allShown = ({ parts }: Message, shown: ChartShown) =>
  new Map(parts.flatMap(one => (one.kind === 'chart' ? [[one.chart, shown] as const] : [])))

describe('any message at all', () => {
  it(`passes an independent check of Slack’s limits (SEED=${seed})`, () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), shownAs, (any, tables, shown) => {
        const { text, blocks } = renderMessage(any, { tables, charts: allShown(any, shown) })
        expect(text.trim()).not.toBe('')
        expect(blocks.length).toBeGreaterThan(0)
        expect(refuseMessage(JSON.parse(JSON.stringify(blocks)))).toBeNull()
      }),
      { seed, numRuns: 150 },
    )
  })

  it(`never turns somebody’s text into markup (SEED=${seed})`, () => {
    const text = fc.string({
      unit: fc.constantFrom('<', '>', '!', '@', '#', '|', '&', '*', '`', 'http://', 'channel', 'U0X', ' ', '\n', 'a'),
      maxLength: 30,
    })
    const typed = (value: string): Message => ({
      locale: 'en',
      summary: value,
      parts: [
        { kind: 'heading', text: value },
        { kind: 'text', text: [value, { kind: 'bold', text: value }, { kind: 'code', text: value }] },
        { kind: 'note', text: [value] },
        {
          kind: 'facts',
          facts: [{ label: value, value: [value, { kind: 'person', platform: 'wecom', ref: value, name: value }] }],
        },
        {
          kind: 'list',
          title: value,
          rows: [
            {
              text: [value],
              detail: [{ kind: 'money', amount: value, currency: value }],
              act: [{ action: 'a', label: value, value: 1, confirm: value }],
            },
          ],
        },
        { kind: 'list', start: 1, rows: [{ text: [value] }] },
        { kind: 'table', columns: [value], rows: [[value]] },
        ...everyKind('en', () => value).map(one => ({ kind: 'chart' as const, chart: one })),
      ],
    })
    fc.assert(
      fc.property(text, shownAs, (value, shown) => {
        const message = typed(value)
        const rendered = renderMessage(message, { tables: true, charts: allShown(message, shown) })
        expect(JSON.stringify(rendered)).not.toMatch(/<[!@#]|<http/)
        for (const markup of [rendered.text, ...parsed(rendered.blocks)]) expect(markup).not.toMatch(/[<>]/)
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('a date in a form', () => {
  it.each(['2026-02-30', '2026-13-01', 'friday', ''])(
    'is left empty when %j is no day: Slack would refuse the whole form',
    value => {
      expect(inputElement({ kind: 'date', name: 'due', label: 'Due', value })).not.toHaveProperty('initial_date')
    },
  )

  it('is filled in otherwise, a leap day too', () => {
    expect(inputElement({ kind: 'date', name: 'due', label: 'Due', value: '2028-02-29' })).toMatchObject({
      initial_date: '2028-02-29',
    })
  })
})
