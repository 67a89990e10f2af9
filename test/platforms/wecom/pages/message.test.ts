import { describe, expect, it } from 'vitest'
import { html } from '../../../../src/chat/html.ts'
import type { Message } from '../../../../src/chat/message.ts'
import { messageHtml } from '../../../../src/platforms/wecom/pages/message.ts'

const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'

/** A message that shows this text in every kind of part. */
const saying = (text: string): Message => ({
  ...{ locale: 'zh-CN', summary: text },
  parts: [
    { kind: 'heading', text },
    { kind: 'text', text: [text, { kind: 'bold', text }, { kind: 'code', text }, { kind: 'instant', at: text, text }] },
    {
      kind: 'text',
      text: [
        { kind: 'link', url: 'javascript:alert(1)', text },
        { kind: 'link', url: `https://example.com/${text}`, text },
        { kind: 'person', platform: 'wecom', ref: text, name: text },
        { kind: 'money', amount: text, currency: text },
      ],
    },
    { kind: 'facts', facts: [{ label: text, value: [text] }] },
    {
      ...{ kind: 'list', title: text, start: 3, more: [text] },
      rows: [{ text: [text], detail: [text], act: [button(text), button(text)] }],
    },
    { kind: 'table', columns: [text], rows: [[text]] },
    {
      kind: 'chart',
      chart: {
        ...{ kind: 'bars', locale: 'zh-CN', title: text, summary: text, categories: [text], x: text },
        ...{ y: { name: text, format: 'count' }, series: [{ name: text, values: [1] }] },
      },
    },
    { kind: 'actions', actions: [button(text)] },
    { kind: 'divider' },
    { kind: 'note', text: [text] },
  ],
})
const button = (label: string) => ({ action: 'x', label, value: null })

describe('a message on a page', () => {
  const shown = messageHtml(saying(hostile), ({ label }) => html`<button>${label}</button>`).markup

  it('has every part, and what people wrote in it is text everywhere', () => {
    expect(shown).not.toMatch(/<script|<img|href="javascript/)
    for (const element of [
      '<h2',
      '<dl',
      '<ol class="rows" start="3"',
      '<details',
      '<table',
      '<svg',
      '<button',
      '<hr',
      'class="note"',
    ])
      expect(shown, element).toContain(element)
    expect(shown.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(20)
  })

  it('offers nothing where nothing is to be pressed', () => {
    expect(messageHtml(saying('好'), null).markup).not.toMatch(/<button|<details/)
  })
})
