import type { Audience } from '../world.ts'
import { appChatOf, groups, members, readersOf } from './company.ts'
import type { Said } from './model.ts'
import type { WecomEvent, WecomMessage } from './ui-contract.ts'

/** Messages of one conversation that are kept. */
const KEPT = 500
const chats = [...members.flatMap(({ id }) => [id, appChatOf(id)]), ...groups.map(({ id }) => id)]

/** Something said, with its number in the order of all, and when (ms since 1970). */
export interface Kept extends Said {
  id: number
  at: number
}

type Listener = (to: Audience, event: WecomEvent) => void

/** Everything that was said, and who is told of it. */
export interface History {
  add(said: Said): Kept
  /** Something about a message is different now. */
  changed(message: Kept): void
  of(chat: string): readonly Kept[]
  find(chat: string, id: number): Kept | null
  all(): Kept[]
  tell(to: Audience, event: WecomEvent): void
  listen(listener: Listener): () => void
}

/** Starts with what is kept of earlier; `touched` is told after every change. */
export function createHistory(kept: readonly Kept[], now: () => number, touched: () => void): History {
  const byChat = new Map<string, Kept[]>(chats.map(chat => [chat, kept.filter(one => one.chat === chat)]))
  const listeners = new Set<Listener>()
  let lastId = Math.max(0, ...kept.map(({ id }) => id))
  const tell: Listener = (to, event) => {
    for (const listener of listeners) listener(to, event)
  }
  const changed = (message: Kept): void => {
    tell(readersOf(message.chat), { type: 'message', message: shown(message) })
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

/** A message as the page gets it: a file without its bytes. */
export function shown({ file, ...message }: Kept): WecomMessage {
  return { ...message, ...(file && { file: { name: file.name, size: Buffer.byteLength(file.base64, 'base64') } }) }
}
