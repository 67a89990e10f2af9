import { describe, expect, it } from 'vitest'
import { heading, join, link, literal, mention, own, quiet, rule, strong } from '../../../src/platforms/wecom/render/markdown.ts'
import { afterEvent, chatsByNews, unreadIn } from '../../../src/playground/page/wecom/company-page.ts'
import { parseInlines, parseMarkdown, plainOf } from '../../../src/playground/page/wecom/markdown.ts'
import type { WecomMessage, WecomState } from '../../../src/playground/wecom/ui-contract.ts'

describe('a robot’s markdown on the page', () => {
  it('reads everything that Rapport writes', () => {
    const text = join(
      [
        heading('知客科技'),
        strong('等级'),
        rule,
        own('1. 发报价\n   `1.1` 完成'),
        quiet(own('只有一半\n编号 A')),
        own('```\na\n\nb\n```'),
      ],
      '\n\n',
    )
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', inlines: [{ kind: 'text', text: '知客科技' }] },
      { kind: 'gap' },
      { kind: 'text', inlines: [{ kind: 'bold', text: '等级' }] },
      { kind: 'gap' },
      { kind: 'rule' },
      { kind: 'row', mark: '1.', inlines: [{ kind: 'text', text: '发报价' }] },
      {
        kind: 'below',
        inlines: [
          { kind: 'code', text: '1.1' },
          { kind: 'text', text: ' 完成' },
        ],
      },
      { kind: 'gap' },
      { kind: 'quote', lines: [[{ kind: 'text', text: '只有一半' }], [{ kind: 'text', text: '编号 A' }]] },
      { kind: 'gap' },
      { kind: 'code', text: 'a\n\nb' },
    ])
    const inline = `${link('https://lumen.example/a?b=(c)', '看这里')} ${mention('xiaowen')}`
    expect(parseInlines(inline)).toEqual([
      { kind: 'link', text: '看这里', url: 'https://lumen.example/a?b=%28c%29' },
      { kind: 'text', text: ' ' },
      { kind: 'mention', id: 'xiaowen' },
    ])
  })

  it('makes nothing of what people typed, and no link but to the web', () => {
    const typed = '**粗** `码` <@xiaowen> [点](https://evil.example) <img src=x onerror=alert(1)>'
    expect(parseInlines(literal(typed)).map(({ kind }) => kind)).toEqual(['text'])
    expect(parseInlines('[点](javascript:alert(1))').map(({ kind }) => kind)).toEqual(['text'])
    expect(parseMarkdown('```\nnever ended')).toEqual([{ kind: 'code', text: 'never ended' }])
  })

  it('is one plain line in the list of chats', () => {
    expect(plainOf('### 知客科技\n\n**等级**：A\n> `1.1` 见 [这里](https://x.example)\n---\n<@li>')).toBe(
      '知客科技 等级：A 1.1 见 这里 @li',
    )
  })
})

const message = (id: number, chat: string, from: string | null = null): WecomMessage => ({
  ...{ id, chat, from, at: id, text: 'x', card: null, isGrowing: false },
})
const state = {
  ...{ company: '', me: 'lina', robot: 'Rapport', connected: true, people: [], menu: [] },
  chats: [
    { id: 'lina', name: 'Rapport', kind: 'single', members: [] },
    { id: 'wr', name: '群', kind: 'group', members: [] },
  ],
  messages: [message(1, 'lina'), message(2, 'wr'), message(3, 'wr', 'lina')],
} satisfies WecomState

describe('what the WeCom page shows', () => {
  it('puts a message that changed in its own place, also when it is told twice', () => {
    const grown = { ...message(1, 'lina'), text: 'xy' }
    const once = afterEvent(state, { type: 'message', message: grown })
    expect(once.messages.map(({ text }) => text)).toEqual(['xy', 'x', 'x'])
    expect(afterEvent(once, { type: 'message', message: grown })).toEqual(once)
    expect(afterEvent(state, { type: 'message', message: message(4, 'lina') }).messages).toHaveLength(4)
  })

  it('lists the chat with the latest news first, and counts what others said since', () => {
    expect(chatsByNews(state).map(({ chat }) => chat.id)).toEqual(['wr', 'lina'])
    expect(unreadIn(state, 'wr', {})).toBe(1)
    expect(unreadIn(state, 'wr', { wr: '2' })).toBe(0)
  })
})
