import { describe, expect, it } from 'vitest'
import { changePage, emptyPage, type PageChange } from '../../../src/playground/page/state/page-state.ts'
import { botDm, placeOf } from '../../../src/playground/page/state/places.ts'
import { timeline, unreadCounts } from '../../../src/playground/page/state/timeline.ts'
import type { UiEvent, UiMessage, UiState } from '../../../src/playground/ui-contract.ts'

const message = (ts: string, rest: Partial<UiMessage> = {}): UiMessage => ({
  ts,
  channel: 'C1',
  user: 'U2',
  text: ts,
  blocks: [],
  ...rest,
})
const channel = (id: string, name: string, rest = {}) => ({
  id,
  name,
  kind: 'channel' as const,
  shared: false,
  topic: '',
  ...rest,
})
const state: UiState = {
  workspace: 'Lumen',
  me: 'U1',
  bot: { id: 'UB', name: 'Rapport' },
  people: [],
  channels: [channel('C0', 'acme', { shared: true }), channel('C1', 'sales'), channel('D1', 'Rapport', { kind: 'dm' })],
  messages: [],
  view: null,
  home: null,
  commands: [],
  shortcuts: [],
  hasWecom: false,
  faults: [],
  app: {
    botToken: '',
    signingSecret: '',
    appToken: '',
    apiUrl: '',
    requestUrl: '',
    ownUrl: true,
    socketMode: true,
    sockets: 0,
  },
}
const pageAfter = (...changes: PageChange[]) => changes.reduce(changePage, changePage(emptyPage, { type: 'loaded', state }))
const event = (one: UiEvent, id = 1): PageChange => ({ type: 'event', event: one, id })

describe('the page after events', () => {
  it('shows a message once, however often its event comes', () => {
    const page = pageAfter(event({ type: 'message', message: message('1') }), event({ type: 'message', message: message('1') }))
    expect(page.state?.messages).toHaveLength(1)
  })

  it('replaces a changed message in place and drops a deleted one', () => {
    const page = pageAfter(
      event({ type: 'message', message: message('1') }),
      event({ type: 'message', message: message('2') }),
      event({ type: 'message-changed', message: message('1', { text: 'new' }) }),
      event({ type: 'message-deleted', channel: 'C1', ts: '2' }),
    )
    expect(page.state?.messages.map(one => one.text)).toEqual(['new'])
  })

  it('keeps a notice beside what it is about, and shows one without a place as a passing notice', () => {
    const page = pageAfter(
      event({ type: 'message', message: message('7') }),
      event({ type: 'notice', channel: 'C1', text: 'timed out' }),
      event({ type: 'notice', channel: null, text: 'expired' }, 2),
      event({ type: 'notice', channel: 'C9', text: 'elsewhere' }, 3),
    )
    expect(page.lines).toMatchObject([{ text: 'timed out', after: '7', channel: 'C1' }])
    expect(page.toasts.map(toast => toast.text)).toEqual(['expired', 'elsewhere'])
  })

  it('forgets one person’s lines when another acts, and keeps them on a reconnection', () => {
    const echo: PageChange = { type: 'echo', id: 5, channel: 'C1', text: '/care' }
    expect(pageAfter(echo, { type: 'loaded', state }).lines).toHaveLength(1)
    expect(pageAfter(echo, { type: 'loaded', state: { ...state, me: 'U2' } }).lines).toEqual([])
    expect(pageAfter(echo, { type: 'answered', id: 5 }).lines[0]?.pending).toBe(false)
  })
})

describe('the timeline', () => {
  const reader = { id: 'U1', zone: 'Asia/Shanghai', readUpTo: null }
  const kinds = (...args: Parameters<typeof timeline>) =>
    timeline(...args).map(item => (item.kind === 'message' ? `${item.message.ts}${item.grouped ? '+' : ''}` : item.kind))

  it('orders by time, not by text, and groups neighbours of one sender', () => {
    expect(kinds([message('1000'), message('999'), message('1100', { user: 'U3' })], [], 'C1', reader)).toEqual([
      'day',
      '999',
      '1000+',
      '1100',
    ])
  })

  it('never groups a private message with a public one', () => {
    expect(kinds([message('1'), message('2', { ephemeralTo: 'U1' })], [], 'C1', reader)).toEqual(['day', '1', '2'])
  })

  it('separates days where the reader lives', () => {
    // 15:59:59 and 16:00:00 UTC: midnight in Shanghai lies between them.
    const pair = [message('1774367999'), message('1774368000')]
    expect(kinds(pair, [], 'C1', reader)).toEqual(['day', '1774367999', 'day', '1774368000'])
    expect(kinds(pair, [], 'C1', { ...reader, zone: 'UTC' })).toEqual(['day', '1774367999', '1774368000+'])
  })

  it('puts a line right after the message that was newest when it happened', () => {
    const line = { id: 1, kind: 'echo' as const, channel: 'C1', text: '/care', after: '1', pending: false }
    expect(kinds([message('1'), message('2')], [line], 'C1', reader)).toEqual(['day', '1', 'line', '2'])
    expect(kinds([], [{ ...line, after: '0' }], 'C1', reader)).toEqual(['line'])
  })

  it('marks the first unread message of somebody else', () => {
    const messages = [message('1'), message('2', { user: 'U1' }), message('3')]
    expect(kinds(messages, [], 'C1', { ...reader, readUpTo: '1' })).toEqual(['day', '1', '2', 'new', '3'])
  })
})

describe('places', () => {
  it('counts unread messages of others after the read mark', () => {
    expect(unreadCounts([message('1'), message('2'), message('3', { user: 'U1' })], 'U1', { C1: '1' })).toEqual({ C1: 1 })
  })

  it('opens by id or name, and never a shared channel unasked', () => {
    expect(placeOf(state, 'C0')?.name).toBe('acme')
    expect(placeOf(state, '#sales')?.id).toBe('C1')
    expect(placeOf(state, 'rapport')?.id).toBe('D1')
    expect(placeOf(state, null)?.id).toBe('C1')
    expect(placeOf(state, 'gone')?.id).toBe('C1')
    expect(botDm(state)?.id).toBe('D1')
  })
})
