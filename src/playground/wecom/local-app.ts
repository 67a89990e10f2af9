import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { appChatOf, members } from './company.ts'
import type { History, Kept } from './history.ts'
import { createWecomApi } from './rest/api.ts'
import { type Callbacks, createCallbacks } from './rest/callbacks.ts'
import { type AppShown, createCompany } from './rest/company.ts'
import type { WecomMenuButton } from './ui-contract.ts'

/** What the company and its self-built app are known by; made at the first start. */
export interface AppSecrets {
  corpId: string
  secret: string
  callbackToken: string
  encodingAesKey: string
}

export const newAppSecrets = (): AppSecrets => ({
  corpId: `ww${randomBytes(8).toString('hex')}`,
  ...{ secret: randomBytes(24).toString('hex'), callbackToken: randomBytes(12).toString('hex') },
  // 43 letters and digits, of which hexadecimal ones are some.
  encodingAesKey: `${randomBytes(21).toString('hex')}A`,
})

export interface LocalApp {
  /** Serves the REST interface under its prefix; false for other addresses. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
  /** The menu that the bot put below the chat. */
  menu(): WecomMenuButton[]
  /** What a member does there; rejects when the bot cannot be reached. Needs `reach` before. */
  says(member: string, text: string): Promise<void>
  presses(member: string, kept: Kept, key: string): Promise<void>
  clicks(member: string, key: string): Promise<void>
  enters(member: string): Promise<void>
  /** Where the bot is. */
  reach(origin: string): void
}

export const agentId = 1_000_002
const prefix = '/playground/wecom/api'
export const apiUrl = (origin: string): string => `${origin}${prefix}`

const leaf = z.object({ name: z.string(), key: z.string() })
const menus = z.object({
  button: z.array(z.object({ name: z.string(), key: z.string().optional(), sub_button: z.array(leaf).optional() })),
})

/** The self-built app of the demo company: its chat with each member, over WeCom's REST interface and encrypted callbacks. */
export function createLocalApp(secrets: AppSecrets, history: History, now: () => number): LocalApp {
  const keptOf = new WeakMap<AppShown, Kept>()
  const company = createCompany({
    ...{ corpId: secrets.corpId, agentId, secret: secrets.secret, now },
    members: Object.fromEntries(members.map(({ id, name }) => [id, name])),
    told: {
      shown(one) {
        const { to, text, card, file } = one
        const said = { chat: appChatOf(to), from: null, text, card, isGrowing: false, ...(file && { file }) }
        keptOf.set(one, history.add(said))
      },
      changed(one) {
        const kept = keptOf.get(one)
        if (!kept) return
        kept.card = one.card
        history.changed(kept)
      },
      menu: () => history.tell('everyone', { type: 'menu', menu: menu() }),
    },
  })
  const menu = (): WecomMenuButton[] => menus.safeParse(company.menu).data?.button ?? []
  const api = createWecomApi(company)
  let callbacks: Callbacks | null = null
  const done = async (tell: (callbacks: Callbacks) => Promise<number>): Promise<void> => {
    if (!callbacks || (await tell(callbacks)) !== 200) throw new Error('the app does not answer')
  }
  return {
    handle: (request, response) => api.handle(request, response, prefix),
    menu,
    says: (member, text) => done(told => told.says(member, text)),
    presses(member, kept, key) {
      // A card of before a restart is as good as one of now.
      const shown: AppShown = { to: member, text: '', card: kept.card, file: null }
      keptOf.set(shown, kept)
      const text = kept.card?.button_list.find(button => button.key === key)?.text ?? ''
      return done(told => told.presses(member, shown, text))
    },
    clicks: (member, key) => done(told => told.clicks(member, key)),
    enters: member => done(told => told.enters(member)),
    reach(origin) {
      const url = `${origin}/wecom/callback`
      callbacks = createCallbacks({ company, url, token: secrets.callbackToken, encodingAesKey: secrets.encodingAesKey })
    },
  }
}
