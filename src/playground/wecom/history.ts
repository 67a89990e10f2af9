import type { Audience } from '../world.ts'
import { groups, members, readersOf } from './company.ts'
import type { Said } from './model.ts'
import type { WecomEvent, WecomMessage } from './ui-contract.ts'

/** Messages of one conversation that are kept. */
const KEPT = 500
const chats = [...members, ...groups].map(({ id }) => id)

type Listener = (to: Audience, event: WecomEvent) => void

/** Everything that was said, and who is told of it. */
export interface History {
  add(said: Said): WecomMessage
  /** Something about a message is different now. */
  changed(message: WecomMessage): void
  of(chat: string): readonly WecomMessage[]
  find(chat: string, id: number): WecomMessage | null
  all(): WecomMessage[]
  tell(to: Audience, event: WecomEvent): void
  listen(listener: Listener): () => void
}

/** Starts with what is kept of earlier; `touched` is told after every change. */
export function createHistory(kept: readonly WecomMessage[], now: () => number, touched: () => void): History {
  const byChat = new Map<string, WecomMessage[]>(chats.map(chat => [chat, kept.filter(one => one.chat === chat)]))
  const listeners = new Set<Listener>()
  let lastId = Math.max(0, ...kept.map(({ id }) => id))
  const tell: Listener = (to, event) => {
    for (const listener of listeners) listener(to, event)
  }
  const changed = (message: WecomMessage): void => {
    tell(readersOf(message.chat), { type: 'message', message })
    touched()
  }
  return {
    add(said) {
      lastId += 1
      const message = { ...said, id: lastId, at: now() }
      const messages = byChat.get(said.chat) ?? []
      byChat.set(said.chat, messages)
      messages.push(message)
      messages.splice(0, messages.length - KEPT)
      changed(message)
      return message
    },
    changed,
    of: chat => byChat.get(chat) ?? [],
    find: (chat, id) => byChat.get(chat)?.find(one => one.id === id) ?? null,
    all: () => [...byChat.values()].flat(),
    tell,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
