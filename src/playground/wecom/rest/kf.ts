import { randomBytes, randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import { ApiRefusal, type LocalCompany } from './company.ts'
import { contentOf, type KfShown } from './kf-content.ts'

/** What 微信客服 holds a customer's conversation to (path/94677, path/94669, path/94670, path/95122). */
const rules = { windowMs: 48 * 3_600_000, messages: 5, codeMs: 20_000, tokenMs: 600_000, historyMs: 72 * 3_600_000, page: 1_000 }
/** Pulls a minute without an event's token: "strictly limited" is all that is documented. */
const unasked = 10

/** 0 nobody yet, 1 the bot, 2 waiting for a person, 3 with a person, 4 over or not begun. */
type State = 0 | 1 | 2 | 3 | 4
interface Conversation {
  nickname: string
  state: State
  heardAt: number | null
  said: number
}
type Told = Record<string, unknown> & { msgid: string; send_time: number; origin: number; msgtype: string }

/** What a callback says of it: that there is something to pull. */
export type KfEvent = { MsgType: 'event'; Event: 'kf_msg_or_event'; Token: string; OpenKfId: string }

export interface KfDesk {
  methods: Methods
  /** What customers read, oldest first. */
  shown: KfShown[]
  /** So many pages come empty, with more behind them. */
  emptyPages: number
  customerSays(id: string, text: string): KfEvent
  customerSends(id: string, msgtype: 'image' | 'voice'): KfEvent
  /** Of the last menu that has such an item. */
  customerClicks(id: string, label: string): KfEvent
  /** By a link: with what stands behind it. */
  enters(id: string, sceneParam?: string): KfEvent
  /** A colleague takes the conversation, or ends it. */
  personTakes(id: string): KfEvent
  ends(id: string): KfEvent
  /** What was shown last did not arrive after all. */
  fails(id: string, failType: 4 | 6 | 10): KfEvent
  /** The last message or event once more, under its id. */
  repeats(): KfEvent
}

/** The customer service account `openKfId` of a company, with the customers' side of it. */
export function createKf(company: LocalCompany, { secret, openKfId }: { secret: string; openKfId: string }): KfDesk {
  company.secrets.set(secret, 'kf')
  const conversations = new Map<string, Conversation>()
  const told: Told[] = []
  const tokens = new Map<string, number>()
  const codes = new Map<string, { to: string; until: number }>()
  const pulls: number[] = []
  const now = () => company.now()

  const conversation = (id: string): Conversation => {
    const known = conversations.get(id) ?? { nickname: `微信用户${conversations.size + 1}`, state: 4, heardAt: null, said: 0 }
    conversations.set(id, known)
    return known
  }
  const happens = (one: Pick<Told, 'origin' | 'msgtype'> & Record<string, unknown>): KfEvent => {
    told.push({ msgid: randomUUID(), send_time: Math.floor(now() / 1_000), open_kfid: openKfId, ...one })
    return announced()
  }
  const announced = (): KfEvent => {
    const Token = `ENC${randomBytes(12).toString('hex')}`
    tokens.set(Token, now() + rules.tokenMs)
    return { MsgType: 'event', Event: 'kf_msg_or_event', Token, OpenKfId: openKfId }
  }
  const from = (id: string, one: { msgtype: string } & Record<string, unknown>): KfEvent => {
    const talk = conversation(id)
    Object.assign(talk, { heardAt: now(), said: 0, state: talk.state === 4 ? 0 : talk.state })
    return happens({ external_userid: id, origin: 3, ...one })
  }
  const event = (id: string, fields: Record<string, unknown>): KfEvent =>
    happens({ origin: 4, msgtype: 'event', event: { open_kfid: openKfId, external_userid: id, ...fields } })
  const codeFor = (to: string): string => {
    const code = randomUUID()
    codes.set(code, { to, until: now() + rules.codeMs })
    return code
  }
  const isOurs = (body: Record<string, unknown>): void => {
    if (body.open_kfid !== openKfId) throw new ApiRefusal(95_000)
  }
  const ended = (id: string): string => {
    conversation(id).state = 4
    return codeFor(id)
  }
  const show = (to: string, body: Record<string, unknown>): { msgid: string } => {
    const msgid = typeof body.msgid === 'string' ? body.msgid : randomBytes(16).toString('hex')
    if (!/^[\w-]{1,32}$/.test(msgid)) throw new ApiRefusal(40_058)
    desk.shown.push({ to, msgid, ...contentOf(body) })
    return { msgid }
  }

  const methods: Methods = {
    'kf/account/list': {
      as: 'kf',
      run: () => ({ account_list: [{ open_kfid: openKfId, name: '客户服务', avatar: '', manage_privilege: true }] }),
    },
    'kf/customer/batchget': {
      as: 'kf',
      run: (_company, { body }) => {
        const ids = (body.external_userid_list ?? []) as string[]
        if (ids.length < 1 || ids.length > 100) throw new ApiRefusal(40_058)
        const known = ids.flatMap(id => {
          const nickname = conversations.get(id)?.nickname
          return nickname === undefined ? [] : [{ external_userid: id, nickname, avatar: '', gender: 0 }]
        })
        return { customer_list: known, invalid_external_userid: ids.filter(id => !conversations.has(id)) }
      },
    },
    'kf/add_contact_way': {
      as: 'kf',
      run: (_company, { body }) => {
        isOurs(body)
        if (!/^[\w-]{0,32}$/.test(String(body.scene ?? ''))) throw new ApiRefusal(40_058)
        return { url: `https://work.weixin.qq.com/kfid/${openKfId}?enc_scene=ENC${body.scene ?? ''}` }
      },
    },
    'kf/sync_msg': {
      as: 'kf',
      run: (_company, { body, at }) => {
        isOurs(body)
        const token = typeof body.token === 'string' && body.token !== '' ? body.token : null
        if (token !== null && (tokens.get(token) ?? 0) <= at) throw new ApiRefusal(95_007)
        if (token === null) {
          pulls.push(at)
          if (pulls.filter(time => at - time < 60_000).length > unasked) throw new ApiRefusal(45_009)
        }
        const limit = Number(body.limit ?? rules.page)
        if (limit > rules.page) throw new ApiRefusal(40_058)
        const first = Number(/^c(\d+)$/.exec(String(body.cursor ?? ''))?.[1] ?? 0)
        if (desk.emptyPages > 0) {
          desk.emptyPages -= 1
          return { next_cursor: `c${first}`, has_more: 1, msg_list: [] }
        }
        const page = told.slice(first, first + limit)
        const next = first + page.length
        const recent = page.filter(({ send_time: sentAt }) => at - sentAt * 1_000 < rules.historyMs)
        return { next_cursor: `c${next}`, has_more: next < told.length ? 1 : 0, msg_list: recent }
      },
    },
    'kf/send_msg': {
      as: 'kf',
      run: (_company, { body, at }) => {
        isOurs(body)
        const to = String(body.touser)
        const talk = conversations.get(to)
        if (!talk) throw new ApiRefusal(40_096)
        contentOf(body)
        if (talk.state === 4) throw new ApiRefusal(95_013)
        if (talk.state > 1 || talk.heardAt === null || at - talk.heardAt >= rules.windowMs) throw new ApiRefusal(95_018)
        if (talk.said >= rules.messages) throw new ApiRefusal(95_001)
        talk.said += 1
        return show(to, body)
      },
    },
    'kf/send_msg_on_event': {
      as: 'kf',
      run: (_company, { body, at }) => {
        const code = codes.get(String(body.code))
        if (!code || at >= code.until) throw new ApiRefusal(40_058)
        const sent = show(code.to, body)
        codes.delete(String(body.code))
        return sent
      },
    },
    'kf/service_state/trans': {
      as: 'kf',
      run: (_company, { body }) => {
        isOurs(body)
        const id = String(body.external_userid)
        const talk = conversation(id)
        const to = Number(body.service_state) as State
        if (talk.state === 4 || ![1, 2, 3, 4].includes(to)) throw new ApiRefusal(95_016)
        talk.state = to
        return to === 4 ? { msg_code: ended(id) } : {}
      },
    },
  }

  const desk: KfDesk = {
    ...{ methods, shown: [], emptyPages: 0 },
    customerSays: (id, content) => from(id, { msgtype: 'text', text: { content } }),
    customerSends: (id, msgtype) => from(id, { msgtype, [msgtype]: { media_id: randomUUID() } }),
    customerClicks(id, label) {
      const items = desk.shown.flatMap(({ to, menu }) => (to === id ? menu : []))
      const item = items.findLast(({ kind, text }) => kind === 'click' && text === label)
      if (!item) throw new Error(`no menu item ${label}`)
      return from(id, { msgtype: 'text', text: { content: label, menu_id: item.leads } })
    },
    enters(id, sceneParam) {
      const { heardAt } = conversation(id)
      const isNew = heardAt === null || now() - heardAt >= rules.windowMs
      return event(id, {
        event_type: 'enter_session',
        ...(sceneParam === undefined ? {} : { scene: 'rapport', scene_param: sceneParam }),
        ...(isNew && { welcome_code: codeFor(id) }),
      })
    },
    personTakes(id) {
      conversation(id).state = 3
      return event(id, { event_type: 'session_status_change', change_type: 1, new_servicer_userid: 'lina' })
    },
    ends: id =>
      event(id, { event_type: 'session_status_change', change_type: 3, old_servicer_userid: 'lina', msg_code: ended(id) }),
    fails(id, failType) {
      const msgid = desk.shown.findLast(({ to }) => to === id)?.msgid
      return event(id, { event_type: 'msg_send_fail', fail_msgid: msgid, fail_type: failType })
    },
    repeats() {
      const last = told.at(-1)
      if (!last) throw new Error('nothing happened')
      told.push(last)
      return announced()
    },
  }
  return desk
}
