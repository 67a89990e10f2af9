import type { Method, Methods } from './api.ts'
import { ApiRefusal } from './company.ts'
import { codeFor, conversationOf, endConversation, type KfBooks, rules, type State, show } from './kf-books.ts'
import { contentOf } from './kf-content.ts'

/** Pulls a minute without an event's token: "strictly limited" is all that is documented. */
const unasked = 10
const mostCustomers = 100

/** What 微信客服 answers, with the error codes of its documentation. */
export function kfMethods(books: KfBooks): Methods {
  const as = (run: Method) => ({ as: 'kf' as const, run })
  return {
    'kf/account/list': as(() => ({
      account_list: [{ open_kfid: books.openKfId, name: '客户服务', avatar: '', manage_privilege: true }],
    })),
    'kf/add_contact_way': as((_company, { body }) => {
      checkAccount(books, body)
      if (!/^[\w-]{0,32}$/.test(String(body.scene ?? ''))) throw new ApiRefusal(40_058)
      return { url: `https://work.weixin.qq.com/kfid/${books.openKfId}?enc_scene=ENC${body.scene ?? ''}` }
    }),
    'kf/customer/batchget': as((_company, { body }) => namesOf(books, (body.external_userid_list ?? []) as string[])),
    'kf/sync_msg': as(pulled(books)),
    'kf/send_msg': as((_company, { body, at }) => sendMessage(books, body, at)),
    'kf/send_msg_on_event': as((_company, { body, at }) => {
      const code = books.codes.get(String(body.code))
      if (!code || at >= code.until) throw new ApiRefusal(40_058)
      const sent = show(books, code.to, body)
      books.codes.delete(String(body.code))
      return sent
    }),
    'kf/service_state/trans': as((_company, { body }) => changeState(books, body)),
  }
}

function checkAccount({ openKfId }: KfBooks, body: Record<string, unknown>): void {
  if (body.open_kfid !== openKfId) throw new ApiRefusal(95_000)
}

function namesOf({ conversations }: KfBooks, ids: readonly string[]): object {
  if (ids.length < 1 || ids.length > mostCustomers) throw new ApiRefusal(40_058)
  const known = ids.flatMap(id => {
    const nickname = conversations.get(id)?.nickname
    return nickname === undefined ? [] : [{ external_userid: id, nickname, avatar: '', gender: 0 }]
  })
  return { customer_list: known, invalid_external_userid: ids.filter(id => !conversations.has(id)) }
}

function pulled(books: KfBooks): Method {
  const { told, tokens } = books
  const pulls: number[] = []
  return (_company, { body, at }) => {
    checkAccount(books, body)
    const token = typeof body.token === 'string' && body.token !== '' ? body.token : null
    if (token !== null && (tokens.get(token) ?? 0) <= at) throw new ApiRefusal(95_007)
    if (token === null) {
      pulls.push(at)
      if (pulls.filter(time => at - time < 60_000).length > unasked) throw new ApiRefusal(45_009)
    }
    const limit = Number(body.limit ?? rules.page)
    if (limit > rules.page) throw new ApiRefusal(40_058)
    const first = Number(/^c(\d+)$/.exec(String(body.cursor ?? ''))?.[1] ?? 0)
    if (books.emptyPages > 0) {
      books.emptyPages -= 1
      return { next_cursor: `c${first}`, has_more: 1, msg_list: [] }
    }
    const page = told.slice(first, first + limit)
    const next = first + page.length
    const recent = page.filter(({ send_time: sentAt }) => at - sentAt * 1_000 < rules.historyMs)
    return { next_cursor: `c${next}`, has_more: next < told.length ? 1 : 0, msg_list: recent }
  }
}

function sendMessage(books: KfBooks, body: Record<string, unknown>, at: number): object {
  checkAccount(books, body)
  const to = String(body.touser)
  const talk = books.conversations.get(to)
  if (!talk) throw new ApiRefusal(40_096)
  contentOf(body)
  if (talk.state === 4) throw new ApiRefusal(95_013)
  if (talk.state > 1 || talk.heardAt === null || at - talk.heardAt >= rules.windowMs) throw new ApiRefusal(95_018)
  if (talk.said >= rules.messages) throw new ApiRefusal(95_001)
  talk.said += 1
  return show(books, to, body)
}

function changeState(books: KfBooks, body: Record<string, unknown>): object {
  checkAccount(books, body)
  const id = String(body.external_userid)
  const talk = conversationOf(books, id)
  const to = Number(body.service_state) as State
  const isToPeople = to === 2 || to === 3
  if (talk.state === 4 || ![1, 2, 3, 4].includes(to) || (isToPeople && !books.hasPeople)) throw new ApiRefusal(95_016)
  talk.state = to
  if (to === 4) return { msg_code: endConversation(books, id) }
  return to === 2 ? { msg_code: codeFor(books, id) } : {}
}
