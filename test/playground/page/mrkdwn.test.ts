import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Inline, type Passage, parseMrkdwn } from '../../../src/playground/page/blocks/mrkdwn.ts'

function inlines(passages: Passage[]): Inline[] {
  const flat = (one: Inline): Inline[] => ('children' in one ? [one, ...one.children.flatMap(flat)] : [one])
  return passages.flatMap(passage => (passage.kind === 'pre' ? [] : passage.children.flatMap(flat)))
}

function plain(passages: Passage[]): string {
  const words = (one: Inline): string => {
    if ('children' in one) return one.children.map(words).join('')
    if (one.kind === 'text' || one.kind === 'code') return one.text
    return one.kind === 'emoji' ? one.character : one.kind === 'date' ? one.fallback : one.label
  }
  return passages.map(passage => (passage.kind === 'pre' ? passage.text : passage.children.map(words).join(''))).join('\n')
}

const only = (text: string) => inlines(parseMrkdwn(text))
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

describe('mrkdwn', () => {
  it('reads each style, alone and nested', () => {
    expect(only('a *b* _c_ ~d~ `e*f*`')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', children: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', children: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'strike', children: [{ kind: 'text', text: 'd' }] },
      { kind: 'text', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'e*f*' },
    ])
    expect(parseMrkdwn('*_both_*')).toEqual([
      {
        kind: 'paragraph',
        children: [{ kind: 'bold', children: [{ kind: 'italic', children: [{ kind: 'text', text: 'both' }] }] }],
      },
    ])
  })

  it('leaves signs of sums, file names and lone markers alone', () => {
    for (const text of ['2 * 3 * 4', 'snake_case_name', '5*6*7', 'a * b', '** **', '~ no ~', '`', '你*好*吗']) {
      expect(plain(parseMrkdwn(text))).toBe(text)
      expect(only(text).every(one => one.kind === 'text')).toBe(true)
    }
  })

  it('reads mentions, dates, links and emoji', () => {
    expect(only('<@U12345>')).toEqual([{ kind: 'user', id: 'U12345', label: '' }])
    expect(only('<#C12345|sales>')).toEqual([{ kind: 'channel', id: 'C12345', label: 'sales' }])
    expect(only('<!here>')).toEqual([{ kind: 'broadcast', label: '@here' }])
    expect(only('<https://example.com/?a=1&amp;b=2|see &lt;this&gt;>')).toEqual([
      { kind: 'link', url: 'https://example.com/?a=1&b=2', label: 'see <this>' },
    ])
    expect(only('<!date^1583020800^{date_short}|Mar 1>')).toEqual([
      { kind: 'date', seconds: 1583020800, format: '{date_short}', url: '', fallback: 'Mar 1' },
    ])
    expect(plain(parseMrkdwn(':tada: :unknown_thing: 10:30:00'))).toBe('🎉 :unknown_thing: 10:30:00')
    expect(only('see https://example.com/a, please')[1]).toEqual({
      kind: 'link',
      url: 'https://example.com/a',
      label: 'https://example.com/a',
    })
  })

  it('separates quotes and preformatted text from paragraphs', () => {
    const passages = parseMrkdwn('before\n&gt; one\n&gt; two\n```\na *b*\n```\nafter')
    expect(passages.map(passage => passage.kind)).toEqual(['paragraph', 'quote', 'pre', 'paragraph'])
    expect(passages[2]).toEqual({ kind: 'pre', text: 'a *b*' })
    expect(plain(passages)).toBe('before\none\ntwo\na *b*\nafter')
  })

  it('undoes the three escapes once', () => {
    expect(plain(parseMrkdwn('&amp;lt;b&amp;gt; &lt;b&gt; &quot;'))).toBe('&lt;b&gt; <b> &quot;')
  })

  it('never makes a link that could run a script', () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'java\tscript:x',
      ' https://a b',
      'vbscript:x',
    ]) {
      expect(only(`<${url}|click>`).some(one => one.kind === 'link')).toBe(false)
      expect(only(`<!date^1^{date}^${url}|x>`).every(one => one.kind !== 'date' || one.url === '')).toBe(true)
    }
  })

  it('survives hostile text: no throw, no unsafe link, nothing slow', () => {
    const hostile = ['<', '>', '|', '*', '_', '~', '`', '```', '\n', '&gt;', '&lt;', '&amp;', ':', '@U123', '#C1', '!date^', '^']
    const words = ['a', ' ', 'javascript:x', 'https://e.co', 'tada', '客户', '\u202e', '\u0000', '😀', '\ud800']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostile, ...words), { maxLength: 60 }), parts => {
        for (const one of only(parts.join(''))) if (one.kind === 'link') expect(one.url).toMatch(/^(https?:\/\/|mailto:|tel:)/i)
      }),
      { numRuns: 2000 },
    )
    for (const part of hostile) expect(() => parseMrkdwn(part.repeat(12_000 / part.length))).not.toThrow()
    expect(() => parseMrkdwn('*a _b ~c `d <e '.repeat(800))).not.toThrow()
  })

  it('shows escaped text without markers exactly as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), raw => {
        const text = raw.replace(/[*_~`:\n]|https?|^>/g, '')
        // A leading `>` is a quote in Slack too, escaped or not.
        fc.pre(!text.startsWith('>'))
        expect(plain(parseMrkdwn(escaped(text)))).toBe(text)
      }),
    )
  })
})
