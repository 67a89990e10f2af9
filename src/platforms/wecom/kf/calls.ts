import { z } from 'zod'
import type { Ask } from '../rest/http.ts'
import type { KfContent } from './render.ts'

/** What 微信客服 tells in one pull; `more`: pull again, also when nothing came. */
export interface Page {
  cursor: string
  more: boolean
  /** Read one by one: of a kind we do not know, the others still count. */
  arrivals: unknown[]
}

/** The calls of 微信客服 for one account. They reject like `Ask`. */
export interface KfCalls {
  /** `token`: an event's, good for 10 minutes; without it WeCom allows few pulls. */
  pull(cursor: string | null, token: string | null): Promise<Page>
  send(to: string, content: KfContent, id: string): Promise<void>
  /** By the code of an event: one message, within 20 s, whatever the window. */
  sendOnEvent(code: string, content: KfContent, id: string): Promise<void>
  /** Lets the conversation wait for a colleague. Gives the code for one text meanwhile; refused where nobody is there to take it. */
  passOn(customer: string): Promise<string | null>
  /** A customer's name in WeChat; null: 微信客服 knows nobody by that id. */
  nameOf(customer: string): Promise<string | null>
  /** The address that opens a conversation with the account. */
  link(): Promise<string>
  /** Whether the account is among those this app may write from. */
  isManaged(): Promise<boolean>
}

const page = z.object({ next_cursor: z.string(), has_more: z.number(), msg_list: z.array(z.unknown()).default([]) })
const customers = z.object({ customer_list: z.array(z.object({ external_userid: z.string(), nickname: z.string() })) })
const accounts = z.object({
  account_list: z.array(z.object({ open_kfid: z.string(), manage_privilege: z.boolean().default(true) })).default([]),
})
const passedOn = z.object({ msg_code: z.string().min(1).optional() })
/** 待接入池 (path/94669): colleagues who receive customers take it from there. */
const waitingState = 2
const done = z.object({})
const atATime = 500
const accountsAtATime = 100
/** Any one: links of ours are told apart by what stands behind them. */
const scene = 'rapport'

export function createKfCalls(ask: Ask, openKfId: string): KfCalls {
  return {
    async pull(cursor, token) {
      const body = { open_kfid: openKfId, limit: atATime, ...(cursor !== null && { cursor }), ...(token !== null && { token }) }
      const { next_cursor, has_more, msg_list } = await ask({ path: 'kf/sync_msg', body }, page)
      return { cursor: next_cursor, more: has_more === 1, arrivals: msg_list }
    },
    async send(to, content, id) {
      await ask({ path: 'kf/send_msg', body: { touser: to, open_kfid: openKfId, msgid: id, ...content } }, done)
    },
    async sendOnEvent(code, content, id) {
      await ask({ path: 'kf/send_msg_on_event', body: { code, msgid: id, ...content } }, done)
    },
    async passOn(customer) {
      const body = { open_kfid: openKfId, external_userid: customer, service_state: waitingState }
      return (await ask({ path: 'kf/service_state/trans', body }, passedOn)).msg_code ?? null
    },
    async nameOf(customer) {
      const body = { external_userid_list: [customer], need_enter_session_context: 0 }
      const { customer_list: known } = await ask({ path: 'kf/customer/batchget', body }, customers)
      return known.find(one => one.external_userid === customer)?.nickname ?? null
    },
    async link() {
      const body = { open_kfid: openKfId, scene }
      return (await ask({ path: 'kf/add_contact_way', body }, z.object({ url: z.url({ protocol: /^https?$/ }) }))).url
    },
    async isManaged() {
      for (let offset = 0; ; offset += accountsAtATime) {
        const body = { offset, limit: accountsAtATime }
        const { account_list: some } = await ask({ path: 'kf/account/list', body }, accounts)
        const ours = some.find(({ open_kfid: id }) => id === openKfId)
        if (ours || some.length < accountsAtATime) return ours?.manage_privilege ?? false
      }
    },
  }
}
