import { randomUUID } from 'node:crypto'
import type { Card } from './cards.ts'
import { problemOf } from './limits.ts'
import type { SharedFile } from './media.ts'
import { badParameter, type Frame, type Said } from './model.ts'

/** Where it was asked, and for a pressed card which one. */
interface Request<S> {
  chat: string
  task?: string
  stream?: { id: string; said: S }
  at: number
}

/** The robot's own, which has the whole text so far each time. */
interface Stream {
  id: string
  content: string
  finish: boolean
}

export interface ConversationParts<S extends Said> {
  now(): number
  /** Shows what the robot says. What it gives back is changed later by streams and by cards that are replaced. */
  show(said: Said): S
  /** Told of such a change. */
  changed(said: S): void
  /** The file behind a media id, if it was uploaded. */
  file(id: unknown): SharedFile | null
}

export interface Conversations<S> {
  /** Somebody wrote there: the robot may write there unasked from now on. */
  meet(...chats: string[]): void
  /** Gives the request id under which the robot answers. `task`: of the card that was pressed. */
  ask(chat: string, task?: string): string
  /** Knows a card that was shown before. */
  recall(said: S): void
  /** Does what a frame of the robot says: 0, or WeCom's error code, and then nothing was done. */
  perform(frame: Frame): number
}

/** No such file was uploaded. */
const badMedia = 40007
/** A pressed card can be replaced within this. */
const cardLivesMs = 5_000
/** Longer than any answer takes. */
const requestLivesMs = 3_600_000

const isMedia = ({ msgtype }: Record<string, unknown>): boolean => msgtype === 'file' || msgtype === 'image'

/** What the robot may say where, and what becomes of it. As strict as WeCom, so that tests find what it would refuse. */
export function createConversations<S extends Said>({ now, show, changed, file }: ConversationParts<S>): Conversations<S> {
  const met = new Set<string>()
  const cards = new Map<string, S>()
  const requests = new Map<string, Request<S>>()

  const put = (chat: string, text: string, card: Card | null, isGrowing = false): S => {
    const said = show({ chat, from: null, text, card, isGrowing })
    if (card) cards.set(card.task_id, said)
    return said
  }

  function send(body: Record<string, unknown>, card: Card | null): number {
    const chat = String(body.chatid)
    if (body.chat_type !== 1 && body.chat_type !== 2) return badParameter
    if (!met.has(chat)) return body.chat_type === 2 ? 86003 : 60111
    if (card && cards.has(card.task_id)) return badParameter
    if (isMedia(body)) return share(chat, body)
    put(chat, (body.markdown as { content: string } | undefined)?.content ?? '', card)
    return 0
  }

  function share(chat: string, body: Record<string, unknown>): number {
    const { media_id: id } = (body[String(body.msgtype)] ?? {}) as { media_id?: unknown }
    const shared = file(id)
    if (!shared) return badMedia
    show({ chat, from: null, text: '', card: null, isGrowing: false, file: shared })
    return 0
  }

  function replace({ task, at }: Request<S>, card: Card | null): number {
    const old = cards.get(task ?? '')
    if (!old || card?.task_id !== task || now() - at > cardLivesMs) return badParameter
    old.card = card
    changed(old)
    return 0
  }

  function answer(request: Request<S>, body: Record<string, unknown>, card: Card | null): number {
    if (request.task !== undefined) return badParameter
    if (isMedia(body)) return share(request.chat, body)
    const stream = body.stream as Stream | undefined
    if (stream && request.stream) return grow(request.stream, stream)
    const said = put(request.chat, stream?.content ?? '', card, stream?.finish === false)
    if (stream) request.stream = { id: stream.id, said }
    return 0
  }

  function grow({ id, said }: { id: string; said: S }, stream: Stream): number {
    if (id !== stream.id || !said.isGrowing) return badParameter
    said.text = stream.content
    said.isGrowing = !stream.finish
    changed(said)
    return 0
  }

  return {
    meet(...chats) {
      for (const chat of chats) met.add(chat)
    },
    ask(chat, task) {
      for (const [id, { at }] of requests) if (now() - at > requestLivesMs) requests.delete(id)
      const request = randomUUID()
      requests.set(request, { chat, at: now(), ...(task !== undefined && { task }) })
      return request
    },
    recall(said) {
      if (said.card) cards.set(said.card.task_id, said)
    },
    perform({ cmd, headers, body = {} }) {
      const problem = problemOf(body)
      if (problem !== 0) return problem
      const card = (body.template_card as Card | undefined) ?? null
      if (cmd === 'aibot_send_msg') return send(body, card)
      const request = requests.get(headers.req_id)
      if (!request) return badParameter
      if (cmd === 'aibot_respond_update_msg') return replace(request, card)
      if (cmd !== 'aibot_respond_welcome_msg') return answer(request, body, card)
      put(request.chat, (body.text as { content: string }).content, null)
      return 0
    },
  }
}
