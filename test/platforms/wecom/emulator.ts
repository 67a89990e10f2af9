import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What WeCom shows in a conversation, oldest first. */
export interface Shown {
  /** A person's direct chat by their id, or a group's. */
  chat: string
  text: string
  card: Card | null
}

export interface Card {
  card_type: string
  task_id: string
  main_title?: { title?: string }
  sub_title_text?: string
  button_list: { text: string; key: string }[]
}

export interface Frame {
  cmd: string
  headers: { req_id: string }
  body?: Record<string, unknown>
}

/** What becomes of the next frame of this command, once. */
export type Fault = number | 'drop-before' | 'drop-after' | 'silent'

export interface Aibot {
  url: string
  /** Everything the robot sent, in order; secrets included, for this is a test. */
  frames: Frame[]
  shown: Shown[]
  fault(cmd: string, fault: Fault): void
  says(person: string, text: string, group?: string): Promise<void>
  /** The last message once more, as it was. */
  repeats(): Promise<void>
  /** Presses a button of the card, by its text. */
  presses(person: string, card: Card, button: string, group?: string): Promise<void>
  enters(person: string): Promise<void>
  /** Sends any frame at all. */
  pushes(frame: unknown): void
  /** Another connection takes the robot over. */
  kicks(): void
  /** The line breaks. */
  drops(): void
  connected(): boolean
  /** How many subscriptions were accepted. */
  subscriptions(): number
  stop(): Promise<void>
}

export const botId = 'aib-test'
export const botSecret = 'secret-of-the-tests'
const mostBytes = 20_480

/** The WebSocket of WeCom's smart robots, as far as a robot sees it: frames, limits and error codes. Strict, so that tests find what WeCom would refuse. */
export async function startAibot(): Promise<Aibot> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  let current: WebSocket | null = null
  let accepted = 0
  let last: { cmd: string; body: Record<string, unknown> } | null = null
  const frames: Frame[] = []
  const shown: Shown[] = []
  const faults = new Map<string, Fault[]>()
  const met = new Set<string>()
  const cards = new Map<string, Shown>()
  const requests = new Map<
    string,
    { chat: string; task?: string; stream?: Shown & { id: string; finished: boolean }; at: number }
  >()

  const show = (chat: string, text: string, card: Card | null): Shown => {
    const one = { chat, text, card }
    shown.push(one)
    if (card) cards.set(card.task_id, one)
    return one
  }
  const answer = (socket: WebSocket, frame: Frame, errcode = 0): void =>
    socket.send(JSON.stringify({ headers: frame.headers, errcode, errmsg: errcode === 0 ? 'ok' : 'refused' }))

  const perform = (frame: Frame): number => {
    const body = frame.body ?? {}
    const problem = problemOf(body)
    if (problem !== 0) return problem
    const card = (body.template_card as Card | undefined) ?? null
    if (frame.cmd === 'aibot_send_msg') {
      const chat = String(body.chatid)
      if (body.chat_type !== 1 && body.chat_type !== 2) return 40058
      if (!met.has(chat)) return body.chat_type === 2 ? 86003 : 60111
      if (card && cards.has(card.task_id)) return 40058
      const text = (body.markdown as { content: string } | undefined)?.content ?? (body.file ? '[file]' : '')
      show(chat, text, card)
      return 0
    }
    const request = requests.get(frame.headers.req_id)
    if (!request) return 40058
    if (frame.cmd === 'aibot_respond_update_msg') {
      const old = cards.get(request.task ?? '')
      if (!old || card?.task_id !== request.task || Date.now() - request.at > 5_000) return 40058
      old.card = card
      return 0
    }
    if (frame.cmd === 'aibot_respond_welcome_msg') {
      show(request.chat, (body.text as { content: string }).content, null)
      return 0
    }
    if (request.task !== undefined) return 40058
    const stream = body.stream as { id: string; content: string; finish: boolean } | undefined
    if (stream && request.stream) {
      if (request.stream.id !== stream.id || request.stream.finished) return 40058
      request.stream.text = stream.content
      request.stream.finished = stream.finish
      return 0
    }
    const one = show(request.chat, stream?.content ?? '', card)
    if (stream) request.stream = Object.assign(one, { id: stream.id, finished: stream.finish })
    return 0
  }

  server.on('connection', socket => {
    socket.on('message', data => {
      const frame = JSON.parse(data.toString()) as Frame
      frames.push(frame)
      const fault = faults.get(frame.cmd)?.shift()
      if (fault === 'drop-before') return socket.terminate()
      if (typeof fault === 'number') return answer(socket, frame, fault)
      if (frame.cmd === 'ping') return fault === 'silent' ? undefined : answer(socket, frame)
      if (frame.cmd === 'aibot_subscribe') {
        if (frame.body?.bot_id !== botId || frame.body.secret !== botSecret) return answer(socket, frame, 40001)
        current?.send(JSON.stringify(kickFrame()))
        current = socket
        accepted += 1
        return answer(socket, frame)
      }
      const errcode = perform(frame)
      if (fault === 'drop-after') return socket.terminate()
      if (fault !== 'silent') answer(socket, frame, errcode)
    })
    socket.on('close', () => {
      if (current === socket) current = null
    })
  })

  const push = async (cmd: string, chat: string, body: Record<string, unknown>, task?: string): Promise<void> => {
    const request = randomUUID()
    requests.set(request, { chat, at: Date.now(), ...(task !== undefined && { task }) })
    last = { cmd, body }
    if (!current) throw new Error('the robot is not connected')
    current.send(JSON.stringify({ cmd, headers: { req_id: request }, body }))
    // The robot has read it once it has read what came after it.
    await new Promise(resolve => {
      current?.once('pong', resolve)
      current?.ping()
    })
  }
  const said = (person: string, group: string | undefined) => ({
    ...{ msgid: randomUUID(), aibotid: botId, from: { userid: person }, create_time: Math.floor(Date.now() / 1_000) },
    ...(group === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: group }),
  })

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    frames,
    shown,
    fault: (cmd, fault) => void faults.set(cmd, [...(faults.get(cmd) ?? []), fault]),
    says(person, text, group) {
      met.add(person).add(group ?? person)
      return push('aibot_msg_callback', group ?? person, { ...said(person, group), msgtype: 'text', text: { content: text } })
    },
    repeats: () =>
      last ? push(last.cmd, String(last.body.chatid ?? 'lina'), last.body) : Promise.reject(new Error('nothing said')),
    presses(person, card, button, group) {
      const key = card.button_list.find(({ text }) => text === button)?.key
      if (key === undefined) throw new Error(`no button ${button}`)
      const event = { card_type: card.card_type, event_key: key, task_id: card.task_id, selected_items: {} }
      const body = {
        ...said(person, group),
        msgtype: 'event',
        event: { eventtype: 'template_card_event', template_card_event: event },
      }
      return push('aibot_event_callback', group ?? person, body, card.task_id)
    },
    enters: person =>
      push('aibot_event_callback', person, { ...said(person, undefined), msgtype: 'event', event: { eventtype: 'enter_chat' } }),
    pushes: frame => current?.send(JSON.stringify(frame)),
    kicks: () => current?.send(JSON.stringify(kickFrame())),
    drops: () => current?.terminate(),
    connected: () => current !== null,
    subscriptions: () => accepted,
    async stop() {
      for (const socket of server.clients) socket.terminate()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const kickFrame = () => ({
  cmd: 'aibot_event_callback',
  headers: { req_id: randomUUID() },
  body: { msgid: randomUUID(), aibotid: botId, msgtype: 'event', event: { eventtype: 'disconnected_event' } },
})

/** 40058 where a size or a shape is not what WeCom takes; 0 when all is well. */
function problemOf(body: Record<string, unknown>): number {
  const texts = [body.markdown, body.stream].flatMap(one => (one as { content?: string } | undefined)?.content ?? [])
  if (texts.some(text => text === '' || Buffer.byteLength(text) > mostBytes)) return 40058
  const card = body.template_card as Card | undefined
  if (!card) return 0
  const keys = card.button_list.map(({ key }) => key)
  const fits =
    card.card_type === 'button_interaction' &&
    /^[\w@-]{1,128}$/.test(card.task_id) &&
    Boolean(card.main_title?.title) &&
    keys.length >= 1 &&
    keys.length <= 6 &&
    new Set(keys).size === keys.length &&
    keys.every(key => key !== '' && Buffer.byteLength(key) <= 1_024) &&
    card.button_list.every(({ text }) => text.trim() !== '')
  return fits ? 0 : 40058
}
