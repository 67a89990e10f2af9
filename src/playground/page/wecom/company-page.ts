import type { WecomChat, WecomEvent, WecomMessage, WecomState } from '../../wecom/ui-contract.ts'

/** Everything the page shows that is not a choice of chat or theme. */
export interface CompanyPage {
  state: WecomState | null
  toasts: { id: number; text: string }[]
  online: boolean
  failed: boolean
}

export const emptyCompany: CompanyPage = { state: null, toasts: [], online: true, failed: false }

export type CompanyChange =
  | { type: 'loaded'; state: WecomState }
  | { type: 'failed' }
  | { type: 'online'; online: boolean }
  | { type: 'event'; event: WecomEvent }
  | { type: 'toast'; id: number; text: string }
  | { type: 'dismiss'; id: number }

export function changeCompany(page: CompanyPage, change: CompanyChange): CompanyPage {
  switch (change.type) {
    case 'loaded':
      return { ...page, state: change.state, failed: false }
    case 'failed':
      return { ...page, failed: true }
    case 'online':
      return { ...page, online: change.online }
    case 'event':
      return page.state ? { ...page, state: afterEvent(page.state, change.event) } : page
    case 'toast':
      return { ...page, toasts: [...page.toasts, { id: change.id, text: change.text }].slice(-4) }
    case 'dismiss':
      return { ...page, toasts: page.toasts.filter(({ id }) => id !== change.id) }
  }
}

/** Applying an event twice changes nothing more. */
export function afterEvent(state: WecomState, event: WecomEvent): WecomState {
  if (event.type === 'robot') return { ...state, connected: event.connected }
  if (event.type === 'menu') return { ...state, menu: event.menu }
  const { message } = event
  const at = state.messages.findIndex(({ id }) => id === message.id)
  return { ...state, messages: at < 0 ? [...state.messages, message] : state.messages.with(at, message) }
}

/** The chats as WeCom lists them: where something was said last comes first. */
export function chatsByNews({ chats, messages }: WecomState): { chat: WecomChat; last: WecomMessage | undefined }[] {
  const rows = chats.map(chat => ({ chat, last: messages.findLast(message => message.chat === chat.id) }))
  return rows.toSorted((one, other) => (other.last?.id ?? 0) - (one.last?.id ?? 0))
}

/** How many messages of others stand after each chat's read mark, which is a message's id. */
export function unreadIn(state: WecomState, chat: string, marks: Readonly<Record<string, string>>): number {
  const mark = Number(marks[chat] ?? 0)
  return state.messages.filter(({ chat: at, from, id }) => at === chat && from !== state.me && id > mark).length
}
