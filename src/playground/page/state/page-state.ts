import type { UiEvent, UiMessage, UiState } from '../../ui-contract.ts'
import { type LocalLine, newestOf } from './timeline.ts'

export interface Toast {
  id: number
  text: string
}

/** Everything the page shows that is not a person's choice of channel or theme. */
export interface PageState {
  state: UiState | null
  lines: LocalLine[]
  toasts: Toast[]
  online: boolean
  failed: boolean
}

export const emptyPage: PageState = { state: null, lines: [], toasts: [], online: true, failed: false }

export type PageChange =
  | { type: 'loaded'; state: UiState }
  | { type: 'failed' }
  | { type: 'online'; online: boolean }
  | { type: 'event'; event: UiEvent; id: number }
  | { type: 'echo'; id: number; channel: string; text: string }
  | { type: 'answered'; id: number }
  | { type: 'toast'; id: number; text: string }
  | { type: 'dismiss'; id: number }

const mostLines = 200

export function changePage(page: PageState, change: PageChange): PageState {
  switch (change.type) {
    case 'loaded':
      return loaded(page, change.state)
    case 'failed':
      return { ...page, failed: true }
    case 'online':
      return { ...page, online: change.online }
    case 'event':
      if (change.event.type === 'notice') return noticed(page, change.event, change.id)
      return page.state ? { ...page, state: applyEvent(page.state, change.event) } : page
    case 'echo':
      return withLine(page, { id: change.id, kind: 'echo', channel: change.channel, text: change.text, pending: true })
    case 'answered':
      return { ...page, lines: page.lines.map(line => (line.id === change.id ? { ...line, pending: false } : line)) }
    case 'toast':
      return { ...page, toasts: [...page.toasts, { id: change.id, text: change.text }].slice(-4) }
    case 'dismiss':
      return { ...page, toasts: page.toasts.filter(toast => toast.id !== change.id) }
  }
}

/** Another person's page begins without the lines of the one before. */
function loaded(page: PageState, state: UiState): PageState {
  const same = page.state?.me === state.me
  return { ...page, state, lines: same ? page.lines : [], failed: false }
}

function withLine(page: PageState, line: Omit<LocalLine, 'after'>): PageState {
  const after = newestOf(page.state?.messages ?? [], line.channel)
  return { ...page, lines: [...page.lines, { ...line, after }].slice(-mostLines) }
}

function noticed(page: PageState, event: { channel: string | null; text: string }, id: number): PageState {
  const known = page.state?.channels.some(channel => channel.id === event.channel)
  if (event.channel === null || !known) return { ...page, toasts: [...page.toasts, { id, text: event.text }].slice(-4) }
  return withLine(page, { id, kind: 'notice', channel: event.channel, text: event.text, pending: false })
}

/** The workspace after one event from the stream; applying an event twice changes nothing more. */
export function applyEvent(state: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'message':
    case 'message-changed':
      return { ...state, messages: withMessage(state.messages, event.message) }
    case 'message-deleted':
      return { ...state, messages: state.messages.filter(one => one.channel !== event.channel || one.ts !== event.ts) }
    case 'view':
      return { ...state, view: event.view }
    case 'home':
      return { ...state, home: event.home }
    case 'channels':
      return { ...state, channels: event.channels }
    case 'faults':
      return { ...state, faults: event.faults }
    case 'app':
      return { ...state, app: event.app }
    case 'notice':
      return state
  }
}

function withMessage(messages: UiMessage[], message: UiMessage): UiMessage[] {
  const at = messages.findIndex(one => one.channel === message.channel && one.ts === message.ts)
  return at < 0 ? [...messages, message] : messages.with(at, message)
}
