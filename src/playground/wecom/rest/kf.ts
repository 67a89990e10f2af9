import { randomUUID } from 'node:crypto'
import type { Methods } from './api.ts'
import type { LocalCompany } from './company.ts'
import {
  announce,
  codeFor,
  conversationOf,
  endConversation,
  type KfBooks,
  type KfEvent,
  openBooks,
  rules,
  tell,
} from './kf-books.ts'
import { kfMethods } from './kf-methods.ts'

export type { KfEvent } from './kf-books.ts'

export interface KfDesk {
  methods: Methods
  books: KfBooks
  customerSays(id: string, text: string): KfEvent
  customerSends(id: string, msgtype: 'image' | 'voice'): KfEvent
  /** Of the last menu that has such an item. */
  customerClicks(id: string, label: string): KfEvent
  /** They open the conversation, by a link with what stands behind it. */
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
  const books = openBooks(company, openKfId)
  const from = (id: string, one: { msgtype: string } & Record<string, unknown>): KfEvent => {
    const talk = conversationOf(books, id)
    Object.assign(talk, { heardAt: books.now(), said: 0, state: talk.state === 4 ? 0 : talk.state })
    return tell(books, { external_userid: id, origin: 3, ...one })
  }
  const event = (id: string, type: string, fields: Record<string, unknown>): KfEvent => {
    const said = { event_type: type, open_kfid: openKfId, external_userid: id, ...fields }
    return tell(books, { origin: 4, msgtype: 'event', event: said })
  }

  return {
    ...{ methods: kfMethods(books), books },
    customerSays: (id, content) => from(id, { msgtype: 'text', text: { content } }),
    customerSends: (id, msgtype) => from(id, { msgtype, [msgtype]: { media_id: randomUUID() } }),
    customerClicks(id, label) {
      const items = books.shown.flatMap(({ to, menu }) => (to === id ? menu : []))
      const item = items.findLast(({ kind, text }) => kind === 'click' && text === label)
      if (!item) throw new Error(`no menu item ${label}`)
      return from(id, { msgtype: 'text', text: { content: label, menu_id: item.leads } })
    },
    enters(id, sceneParam) {
      const { heardAt } = conversationOf(books, id)
      const isNew = heardAt === null || books.now() - heardAt >= rules.windowMs
      const link = sceneParam === undefined ? {} : { scene: 'rapport', scene_param: sceneParam }
      return event(id, 'enter_session', { ...link, ...(isNew && { welcome_code: codeFor(books, id) }) })
    },
    personTakes(id) {
      conversationOf(books, id).state = 3
      return event(id, 'session_status_change', { change_type: 1, new_servicer_userid: 'lina' })
    },
    ends(id) {
      const code = endConversation(books, id)
      return event(id, 'session_status_change', { change_type: 3, old_servicer_userid: 'lina', msg_code: code })
    },
    fails(id, failType) {
      const msgid = books.shown.findLast(({ to }) => to === id)?.msgid
      return event(id, 'msg_send_fail', { fail_msgid: msgid, fail_type: failType })
    },
    repeats() {
      const last = books.told.at(-1)
      if (!last) throw new Error('nothing happened')
      books.told.push(last)
      return announce(books)
    },
  }
}
