import { randomUUID } from 'node:crypto'
import type { Card } from '../cards.ts'
import type { SharedFile } from '../media.ts'

/** What the app or a webhook robot showed somebody, oldest first. */
export interface AppShown {
  /** A member's id, or the key of the webhook that posts into a group. */
  to: string
  text: string
  card: Card | null
  /** A file, or a webhook's picture. */
  file: SharedFile | null
}

/** One call, secrets left out. */
export interface ApiRequest {
  path: string
  params: Record<string, string>
  body: Record<string, unknown>
  /** What was uploaded. */
  file: SharedFile | null
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
  members: Map<string, { name: string; isVisible: boolean; department: number }>
  shown: AppShown[]
  /** Every message of the last hours, for limits and repeats: to whom, when, and a hash of its bytes. */
  sent: { to: string; at: number; same: string }[]
  /** Cards that can be changed, by their response code; each code once. */
  responseCodes: Map<string, AppShown>
  media: Map<string, SharedFile>
  /** Who each code of OAuth stands for; each once. */
  codes: Map<string, string>
  /** What the JS SDK's signatures are made of. */
  tickets: { config: string; agent: string }
  /** Who uses the browser that is sent here to say who it is. */
  atBrowser: string
  menu: unknown
  /** People outside, by their id. */
  contacts: Map<string, LocalContact>
  /** At most so many of them come at once. */
  contactsAPage: number
  /** The company's tags: names by id. */
  tags: Map<string, string>
  /** Members without a licence for customer contact. */
  unlicensed: Set<string>
  now(): number
  /** Told of what was shown, and of cards that were changed. */
  told: { shown(one: AppShown): void; changed(one: AppShown): void; menu(): void }
}

/** Somebody outside, and which members have them as a customer. */
export interface LocalContact {
  id: string
  name: string
  follows: LocalFollow[]
}

export interface LocalFollow {
  member: string
  /** Seconds. */
  at: number
  remark: string
  description: string
  mobiles: string[]
  state: string
  /** Ids of the company's tags. */
  tags: string[]
  /** `add_way`: 1 by QR code, 202 given by an administrator... */
  way: number
}

export interface CompanyOptions {
  corpId: string
  agentId: number
  secret: string
  /** Of customer contact. */
  contactSecret?: string
  members: Record<string, string>
  webhooks?: Record<string, string>
  now?: () => number
  told?: LocalCompany['told']
}

const nobody: LocalCompany['told'] = { shown: () => undefined, changed: () => undefined, menu: () => undefined }

export function createCompany(options: CompanyOptions): LocalCompany {
  const { corpId, agentId, secret, contactSecret, members, webhooks = {}, now = Date.now, told = nobody } = options
  const secrets = new Map<string, 'app' | 'contact'>([[secret, 'app']])
  if (contactSecret) secrets.set(contactSecret, 'contact')
  return {
    ...{ corpId, agentId, secrets, webhooks: new Map(Object.entries(webhooks)) },
    tickets: { config: randomUUID(), agent: randomUUID() },
    ...{ contacts: new Map(), contactsAPage: 100, tags: new Map(), unlicensed: new Set() },
    members: new Map(Object.entries(members).map(([id, name]) => [id, { name, isVisible: true, department: 1 }])),
    ...{
      shown: [],
      sent: [],
      responseCodes: new Map(),
      media: new Map(),
      codes: new Map(),
      atBrowser: '',
      menu: null,
      now,
      told,
    },
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
