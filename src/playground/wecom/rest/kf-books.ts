import { randomBytes, randomUUID } from 'node:crypto'
import { ApiRefusal, type LocalCompany } from './company.ts'
import { contentOf, type KfShown } from './kf-content.ts'

/** What 微信客服 holds a customer's conversation to (path/94677, path/94669, path/94670, path/95122). */
export const rules = {
  windowMs: 48 * 3_600_000,
  messages: 5,
  codeMs: 20_000,
  tokenMs: 600_000,
  historyMs: 72 * 3_600_000,
  page: 1_000,
}

/** 0 nobody yet, 1 the bot, 2 waiting for a person, 3 with a person, 4 over or not begun. */
export type State = 0 | 1 | 2 | 3 | 4

interface Conversation {
  nickname: string
  state: State
  heardAt: number | null
  said: number
}

type Told = Record<string, unknown> & { msgid: string; send_time: number; origin: number; msgtype: string }

/** What a callback says of it: that there is something to pull. */
export type KfEvent = { MsgType: 'event'; Event: 'kf_msg_or_event'; Token: string; OpenKfId: string }

/** What WeCom remembers of one account. */
export interface KfBooks {
  openKfId: string
  now(): number
  conversations: Map<string, Conversation>
  /** Messages and events, oldest first. */
  told: Told[]
  /** Of events, each with when it ends. */
  tokens: Map<string, number>
  /** Each for one message to one customer. */
  codes: Map<string, { to: string; until: number }>
  shown: KfShown[]
  /** So many pages come empty, with more behind them. */
  emptyPages: number
  /** Is somebody there who receives customers? */
  hasPeople: boolean
}

export const openBooks = (company: LocalCompany, openKfId: string): KfBooks => ({
  ...{ openKfId, now: () => company.now(), conversations: new Map(), told: [], tokens: new Map(), codes: new Map() },
  ...{ shown: [], emptyPages: 0, hasPeople: false },
})

export function conversationOf({ conversations }: KfBooks, id: string): Conversation {
  const known = conversations.get(id) ?? { nickname: `微信用户${conversations.size + 1}`, state: 4, heardAt: null, said: 0 }
  conversations.set(id, known)
  return known
}

export function codeFor({ codes, now }: KfBooks, to: string): string {
  const code = randomUUID()
  codes.set(code, { to, until: now() + rules.codeMs })
  return code
}

/** The conversation is over: the code for one more message. */
export function endConversation(books: KfBooks, id: string): string {
  conversationOf(books, id).state = 4
  return codeFor(books, id)
}

/** Something more to pull. */
export function announce({ tokens, now, openKfId: OpenKfId }: KfBooks): KfEvent {
  const Token = `ENC${randomBytes(12).toString('hex')}`
  tokens.set(Token, now() + rules.tokenMs)
  return { MsgType: 'event', Event: 'kf_msg_or_event', Token, OpenKfId }
}

export function tell(books: KfBooks, one: Pick<Told, 'origin' | 'msgtype'> & Record<string, unknown>): KfEvent {
  const sentAt = Math.floor(books.now() / 1_000)
  books.told.push({ msgid: randomUUID(), send_time: sentAt, open_kfid: books.openKfId, ...one })
  return announce(books)
}

/** The customer reads it. */
export function show({ shown }: KfBooks, to: string, body: Record<string, unknown>): { msgid: string } {
  const msgid = typeof body.msgid === 'string' ? body.msgid : randomBytes(16).toString('hex')
  if (!/^[\w-]{1,32}$/.test(msgid) || shown.some(one => one.msgid === msgid)) throw new ApiRefusal(40_058)
  shown.push({ to, msgid, ...contentOf(body) })
  return { msgid }
}
