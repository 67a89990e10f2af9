import type { Message } from '../../src/chat/message.ts'
import { say } from '../../src/chat/message.ts'
import type { FindResult, Incoming, Platform, Reply, SendResult, Target } from '../../src/chat/platform.ts'

export interface Sent {
  target: Target
  message: Message
  key: string
}

/** What a place does with the next message sent to it: stores it unless told, and answers so. */
export type Behaviour = (sent: Sent, store: () => string) => SendResult | Promise<SendResult>

export interface FakePlatform extends Platform {
  /** What arrived, in order. */
  readonly stored: readonly Sent[]
  /** How often it was asked to send. */
  readonly calls: readonly Sent[]
  readonly looks: readonly string[]
  readonly answered: readonly { incoming: Incoming; reply: Reply }[]
  /** For the next messages to this place, one each; afterwards all is well. */
  next(place: string, ...behaviours: Behaviour[]): void
  /** What looking answers next, instead of the truth. */
  nextLook(...results: FindResult[]): void
}

/** A chat platform at the port, that does what the test says and remembers everything. */
export function fakePlatform(options: { name?: string; canLook?: boolean } = {}): FakePlatform {
  const name = options.name ?? 'test'
  const stored: Sent[] = []
  const calls: Sent[] = []
  const looks: string[] = []
  const answered: { incoming: Incoming; reply: Reply }[] = []
  const script = new Map<string, Behaviour[]>()
  const lookScript: FindResult[] = []

  const find = async (_target: Target, key: string): Promise<FindResult> => {
    looks.push(key)
    const scripted = lookScript.shift()
    if (scripted) return scripted
    return stored.some(sent => sent.key === key) ? { kind: 'found', ref: `ref-${key}` } : { kind: 'absent' }
  }

  return {
    name,
    stored,
    calls,
    looks,
    answered,
    next(place, ...behaviours) {
      script.set(place, [...(script.get(place) ?? []), ...behaviours])
    },
    nextLook: (...results) => void lookScript.push(...results),
    async start() {},
    async stop() {},
    async send(target, message, key) {
      const sent = { target, message, key }
      calls.push(sent)
      const store = (): string => {
        stored.push(sent)
        return `ref-${key}`
      }
      const behaviour = script.get(target.id)?.shift()
      return behaviour ? behaviour(sent, store) : { kind: 'sent', ref: store() }
    },
    ...(options.canLook === false ? {} : { find }),
    async answer(incoming, reply) {
      answered.push({ incoming, reply })
    },
    whoIs: async () => null,
    whatIs: async () => null,
    check: async () => ({ ok: true, detail: { en: '', 'zh-CN': '' } }),
  }
}

export const channel = (id: string): Target => ({ platform: 'test', kind: 'channel', id })
export const text = (words: string): Message => say('en', words)

/** Something to wait for, opened by somebody else. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}
