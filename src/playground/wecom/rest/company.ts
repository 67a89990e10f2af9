import { randomUUID } from 'node:crypto'

/** What the app or a webhook robot showed somebody, oldest first. */
export interface AppShown {
  /** A member's id, or the key of the webhook that posts into a group. */
  to: string
  text: string
  card: AppCard | null
  /** Name of a file, or `image`. */
  file: string | null
}

export interface AppCard {
  card_type: string
  task_id: string
  main_title?: { title?: string }
  sub_title_text?: string
  button_list?: { text: string; key: string }[]
}

/** One call, secrets left out. */
export interface ApiRequest {
  path: string
  params: Record<string, string>
  body: Record<string, unknown>
  at: number
}

/** A company at WeCom, as far as its REST interface knows it. */
export interface LocalCompany {
  corpId: string
  agentId: number
  /** What each secret opens: the app itself, customer contact, customer service. */
  secrets: Map<string, 'app' | 'contact' | 'kf'>
  /** The group that each webhook posts into, by its key. */
  webhooks: Map<string, string>
  members: Map<string, { name: string; isVisible: boolean }>
  shown: AppShown[]
  /** Every message that counts against a limit: to whom, when, and a hash of its bytes. */
  sent: { to: string; at: number; same: string }[]
  /** Cards that can be changed, by their response code; each code once. */
  responseCodes: Map<string, AppShown>
  media: Map<string, string>
  /** Who each code of OAuth stands for; each once. */
  codes: Map<string, string>
  /** What the JS SDK's signatures are made of. */
  tickets: { config: string; agent: string }
  /** Who uses the browser that is sent here to say who it is. */
  atBrowser: string
  menu: unknown
  now(): number
}

export interface CompanyOptions {
  corpId: string
  agentId: number
  secret: string
  members: Record<string, string>
  webhooks?: Record<string, string>
  now?: () => number
}

export function createCompany({ corpId, agentId, secret, members, webhooks = {}, now = Date.now }: CompanyOptions): LocalCompany {
  return {
    ...{ corpId, agentId, secrets: new Map([[secret, 'app']]), webhooks: new Map(Object.entries(webhooks)) },
    tickets: { config: randomUUID(), agent: randomUUID() },
    members: new Map(Object.entries(members).map(([id, name]) => [id, { name, isVisible: true }])),
    ...{ shown: [], sent: [], responseCodes: new Map(), media: new Map(), codes: new Map(), atBrowser: '', menu: null, now },
  }
}

/** WeCom's own "no". */
export class ApiRefusal extends Error {
  readonly errcode: number
  constructor(errcode: number) {
    super(`errcode ${errcode}`)
    this.errcode = errcode
  }
}
