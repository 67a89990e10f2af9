import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/chat/message.ts'
import { cardAfter, cardOf } from '../../../src/platforms/wecom/render/card.ts'
import { media, renderMessage } from '../../../src/platforms/wecom/render/message.ts'
import { asSeen } from './bench.ts'

/** A message that shows this text in every kind of part. */
const saying = (text: string): Message => ({
  locale: 'zh-CN',
  summary: text,
  parts: [
    { kind: 'heading', text },
    { kind: 'text', text: [text, { kind: 'bold', text }, text, { kind: 'code', text }, { kind: 'instant', at: text, text }] },
    {
      kind: 'text',
      text: [
        { kind: 'link', url: text, text },
        { kind: 'person', platform: 'slack', ref: text, name: text },
      ],
    },
    { kind: 'facts', facts: [{ label: text, value: [text] }] },
    {
      ...{ kind: 'list', title: text, start: 1, more: [text] },
      rows: [{ text: [text], detail: [text], act: [{ action: 'x', label: text, value: null }] }],
    },
    { kind: 'table', columns: [text, text], rows: [[text, text]] },
    { kind: 'actions', actions: [{ action: 'x', label: text, value: 1 }] },
    { kind: 'note', text: [text] },
  ],
})

/** What a client could take for a mention, a tag, an entity, an image or a link, in whatever dialect. */
const markup = /<@|<[a-z/!?]|&[a-z]\w*;|&#\w+;|\]\(|\]\[|\]:|:\/\/|!\[/i

const pieces = fc.constantFrom(
  '<@',
  'zhangsan',
  '>',
  '<',
  '@all',
  '[',
  ']',
  '(',
  ')',
  ']:',
  '://',
  'https:',
  '//evil.example',
  '&',
  'lt;',
  '#38;',
  '!',
  '*',
  '**',
  '_',
  '`',
  '```',
  '~~',
  '\n',
  '# ',
  '> ',
  '|',
  '<script>',
  'javascript:',
  '\u200b',
  '\u0000',
  '\ud800',
  '字',
  'a',
  ' ',
)

describe('what people typed', () => {
  it('becomes no mention, tag, entity, image or link in a message, and no markup in a card', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map(all => all.join('')),
          fc.string({ unit: 'binary', maxLength: 40 }),
        ),
        text => {
          // A real link of ours may lead anywhere on the web, so only its text is looked at.
          const message = saying(text)
          const isLink = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
          for (const medium of Object.values(media)) {
            const written: string = renderMessage(message, medium).content
            const content = isLink ? written.replace(/\]\(https?:[^)\s]*\)/gi, '') : written
            expect(content).not.toMatch(markup)
            expect(content).not.toContain('\u0000')
            expect(Buffer.byteLength(written)).toBeLessThanOrEqual(medium.mostBytes)
          }
          for (const card of [cardOf(message, 't'), cardAfter(message, 't')])
            expect(JSON.stringify([card?.main_title, card?.sub_title_text, card?.button_list?.map(one => one.text)])).not.toMatch(
              markup,
            )
        },
      ),
      { numRuns: 400 },
    )
  })

  it('cannot format: no stars, ticks or strokes of theirs are left', () => {
    const { content } = renderMessage({
      locale: 'zh-CN',
      summary: '',
      parts: [{ kind: 'text', text: ['**粗** _斜_ `码` ~~删~~\n# 题\n> 引'] }],
    })
    expect(content).not.toMatch(/[*`~]|(?<!\w)_|^[#>]/m)
  })

  it('is read as it was written otherwise', () => {
    const text = 'Hello & <welcome> a < b > c, 5 * 3, [x](y) http://acme.example snake_case'
    const { content } = renderMessage({ locale: 'en', summary: '', parts: [{ kind: 'text', text: [text] }] })
    expect(asSeen(content)).toBe(text.replace('*', '＊'))
  })

  it('is not put together from two harmless halves', () => {
    for (const [one, other] of [
      ['<', '@zhangsan>'],
      ['[x]', '(https://evil.example)'],
      ['https:', '//evil.example'],
      ['&', 'lt;'],
      ['http:/', '/x'],
    ] as const) {
      const { content } = renderMessage({ locale: 'en', summary: '', parts: [{ kind: 'text', text: [one, other] }] })
      expect(content).not.toMatch(markup)
    }
  })
})

describe('our own words', () => {
  it('mention colleagues by id, and link only to the web', () => {
    const text = (...inlines: Exclude<Message['parts'][number], { kind: 'divider' }>[]) =>
      renderMessage({ locale: 'en', summary: '', parts: inlines }).content
    expect(text({ kind: 'text', text: [{ kind: 'person', platform: 'wecom', ref: 'zhangsan', name: 'Zhang' }] })).toBe(
      '<@zhangsan>',
    )
    expect(text({ kind: 'text', text: [{ kind: 'person', platform: 'wecom', ref: 'x><@all', name: 'Zhang' }] })).toBe('Zhang')
    expect(text({ kind: 'text', text: [{ kind: 'link', url: 'https://acme.example/a(b)', text: 'Acme [x]' }] })).toBe(
      '[Acme  x ](https://acme.example/a%28b%29)',
    )
    expect(text({ kind: 'text', text: [{ kind: 'link', url: 'javascript:alert(1)', text: 'Acme' }] })).toBe('Acme')
  })
})

describe('a message that is too long', () => {
  const bytes = (message: Message) => Buffer.byteLength(renderMessage(message).content)

  it('fits, keeps what matters most, and says how much is missing', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ text: [`客户 ${index} ${'字'.repeat(100)}`] }))
    const message: Message = {
      ...{ locale: 'zh-CN', summary: '长' },
      parts: [
        { kind: 'heading', text: '标题' },
        { kind: 'list', start: 1, rows, priority: 3 },
        { kind: 'text', text: ['最重要'], priority: 9 },
        { kind: 'list', rows, priority: 2 },
      ],
    }
    const { content } = renderMessage(message)
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(20_480)
    expect(content).toContain('最重要')
    expect(content).toMatch(/……另有 \d+ 项[\s\S]*……另有 300 项/)
    const shown = content.match(/^\d+\. /gm)?.length ?? 0
    expect(content).toContain(`另有 ${300 - shown} 项`)
    expect(shown).toBeGreaterThan(30)
  })

  it('fits whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('字', '<@a', '𠮷', '*', '&lt;', '\n> '), fc.nat(9_000)), { maxLength: 12 }),
        texts => {
          const parts: Message['parts'] = texts.map(([text, times]) => ({ kind: 'text', text: [text.repeat(times)] }))
          expect(bytes({ locale: 'zh-CN', summary: '字'.repeat(9_000), parts })).toBeLessThanOrEqual(20_480)
        },
      ),
      { numRuns: 60 },
    )
  })
})
