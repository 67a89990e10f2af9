import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import { refusal } from '../ui/guard.ts'
import { type Callback, cardCallback, type Doer, enterCallback, kickCallback, messageCallback } from './callbacks.ts'
import type { Card } from './cards.ts'
import { type ConversationParts, createConversations } from './conversations.ts'
import { createMedia } from './media.ts'
import type { Frame, Said, Verdict } from './model.ts'

export const aibotPath = '/playground/wecom/aibot'

/** What becomes of the next frame of this command, once. */
export type Fault = number | 'drop-before' | 'drop-after' | 'silent'

export interface AibotOptions<S extends Said> extends Omit<ConversationParts<S>, 'file'> {
  botId: string
  secret: string
  /** Told of every frame that came, and when the robot connects or is gone. */
  heard?(frame: Frame): void
  connects?(): void
}

export interface Aibot<S = Said> {
  /** Takes the request that opens a robot's connection, and says whether it was one. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Chats in which the robot has been written to before, and the cards there. */
  knows(chats: readonly string[], said: readonly S[]): void
  fault(cmd: string, fault: Fault): void
  /** Each rejects while the robot is not connected, and resolves when it has read it. In a group `says` is for a text that mentions it. */
  says(person: string, text: string, group?: string): Promise<void>
  presses(person: string, card: Card, key: string, group?: string): Promise<void>
  enters(person: string): Promise<void>
  /** The last of these once more, as it was. */
  repeats(): Promise<void>
  /** Sends any frame at all. */
  pushes(frame: unknown): void
  /** Another connection takes the robot over. */
  kicks(): void
  /** The line breaks. */
  drops(): void
  connected(): boolean
  /** How many subscriptions were accepted. */
  subscriptions(): number
  stop(): void
}

const frameLimit = 1_000_000
const frameSchema = z.object({
  cmd: z.string(),
  headers: z.object({ req_id: z.string() }),
  body: z.record(z.string(), z.unknown()).optional(),
})

/** The WebSocket of WeCom's smart robots as a robot sees it: one connection, what people do pushed over it, each frame of its own answered. */
export function createAibot<S extends Said>(options: AibotOptions<S>): Aibot<S> {
  const { botId, secret } = options
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimit })
  const media = createMedia()
  const conversations = createConversations({ ...options, file: media.file })
  const faults = new Map<string, Fault[]>()
  let current: WebSocket | null = null
  let accepted = 0
  let last: { callback: Callback; chat: string } | null = null

  const kick = (socket: WebSocket | null): void =>
    socket?.send(JSON.stringify({ ...kickCallback(botId), headers: { req_id: randomUUID() } }))

  function subscribe(socket: WebSocket, { body }: Frame): number {
    if (body?.bot_id !== botId || body.secret !== secret) return 40001
    if (current !== socket) kick(current)
    current = socket
    accepted += 1
    options.connects?.()
    return 0
  }

  /** What WeCom says to a frame; nothing to one that fails. */
  function verdict(socket: WebSocket, frame: Frame, fault: Fault | undefined): Verdict {
    if (typeof fault === 'number') return { errcode: fault }
    if (frame.cmd === 'ping') return { errcode: 0 }
    if (frame.cmd === 'aibot_subscribe') return { errcode: subscribe(socket, frame) }
    // Whoever was not let in says nothing; who was kicked neither.
    if (socket !== current) return { errcode: 40001 }
    return media.take(frame) ?? { errcode: conversations.perform(frame) }
  }

  function take(socket: WebSocket, frame: Frame): void {
    options.heard?.(frame)
    const fault = faults.get(frame.cmd)?.shift()
    if (fault === 'drop-before') {
      socket.terminate()
      return
    }
    const { errcode, body } = verdict(socket, frame, fault)
    if (fault === 'drop-after') socket.terminate()
    else if (fault !== 'silent')
      socket.send(JSON.stringify({ headers: frame.headers, errcode, errmsg: errcode === 0 ? 'ok' : 'refused', body }))
  }

  function greet(socket: WebSocket): void {
    socket.on('error', () => undefined)
    socket.on('message', data => {
      const frame = frameSchema.safeParse(parseJson(String(data))).data
      if (frame) take(socket, frame as Frame)
    })
    socket.on('close', () => {
      if (current !== socket) return
      current = null
      options.connects?.()
    })
  }

  async function push(callback: Callback, chat: string, task?: string): Promise<void> {
    last = { callback, chat }
    const socket = current
    if (!socket) throw new Error('the robot is not connected')
    const headers = { req_id: conversations.ask(chat, task) }
    socket.send(JSON.stringify({ cmd: callback.cmd, headers, body: callback.body }))
    // The robot has read it once it has read what came after it.
    await new Promise<void>(resolve => {
      const done = () => {
        socket.off('pong', done).off('close', done)
        resolve()
      }
      socket.on('pong', done).on('close', done).ping()
    })
  }
  const doer = (person: string, group?: string): Doer => ({ person, group })

  return {
    upgrade(req, socket, head) {
      if (new URL(req.url ?? '/', 'http://localhost').pathname !== aibotPath) return false
      // Browsers name their page's origin, and a robot has none: no page may listen in.
      if (refusal(req, false) || req.headers.origin !== undefined)
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      else server.handleUpgrade(req, socket, head, greet)
      return true
    },
    knows(chats, said) {
      conversations.meet(...chats)
      for (const one of said) conversations.recall(one)
    },
    fault: (cmd, fault) => void faults.set(cmd, [...(faults.get(cmd) ?? []), fault]),
    says(person, text, group) {
      conversations.meet(person, group ?? person)
      return push(messageCallback(botId, doer(person, group), text), group ?? person)
    },
    presses: (person, card, key, group) =>
      push(cardCallback(botId, doer(person, group), card, key), group ?? person, card.task_id),
    enters: person => push(enterCallback(botId, doer(person)), person),
    repeats: () => (last ? push(last.callback, last.chat) : Promise.reject(new Error('nothing said'))),
    pushes: frame => current?.send(JSON.stringify(frame)),
    kicks: () => kick(current),
    drops: () => current?.terminate(),
    connected: () => current !== null,
    subscriptions: () => accepted,
    stop() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}
