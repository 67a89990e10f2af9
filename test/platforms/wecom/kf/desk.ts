import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../../../../src/chat/message.ts'
import type { Incoming, PlatformState, Receive, Reply } from '../../../../src/chat/platform.ts'
import { createKf, type KfOptions, type KfPlatform } from '../../../../src/platforms/wecom/kf/kf.ts'
import { createAppCalls } from '../../../../src/platforms/wecom/rest/app.ts'
import { createAsk } from '../../../../src/platforms/wecom/rest/http.ts'
import { createWecomApi, type WecomApi } from '../../../../src/playground/wecom/rest/api.ts'
import { createCompany } from '../../../../src/playground/wecom/rest/company.ts'
import { createKf as createCounter, type KfDesk, type KfEvent } from '../../../../src/playground/wecom/rest/kf.ts'
import { createMass, type MassDesk } from '../../../../src/playground/wecom/rest/mass.ts'

export const openKfId = 'wkTest'
export const anna = 'wmAnna'
const corpId = 'ww-test'
const secret = 'secret-of-kf'
const contactSecret = 'secret-of-contact'

export interface Desk {
  platform: KfPlatform
  /** WeCom and its customers. */
  wecom: KfDesk
  /** What colleagues send by confirming it; connected where `withMass` is said. */
  mass: MassDesk
  api: WecomApi
  url: string
  received: Incoming[]
  reply: (incoming: Incoming) => Reply | Promise<Reply>
  logged: string[]
  state: Map<string, Json>
  now: Date
  /** WeCom tells the bot of it, and it is answered. */
  tells(event: KfEvent): Promise<void>
  /** What a customer reads, oldest first. */
  seen(customer: string): string[]
}

const running: (() => Promise<unknown>)[] = []
/** Ends what a test started: each file that starts desks says `afterEach(stopDesks)`. */
export async function stopDesks(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop()
}

export const always = { hold: async () => true, release: async () => undefined }

/** The real platform on an emulated 微信客服. The rooms are replaced by `reply`, unless given. */
export async function startDesk(options: Partial<KfOptions> & { withMass?: boolean } = {}, rooms?: Receive): Promise<Desk> {
  const now = () => desk.now.getTime()
  const company = createCompany({ corpId, agentId: 1, secret: 'other', members: {}, now })
  const wecom = createCounter(company, { secret, openKfId })
  const mass = createMass(company, contactSecret)
  const api = createWecomApi(company, { ...wecom.methods, ...mass.methods })
  const server = createServer((request, response) => void api.handle(request, response, ''))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  running.push(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state = new Map<string, Json>()
  const kept: PlatformState = {
    get: async key => structuredClone(state.get(key)),
    set: async (key, value) => void state.set(key, structuredClone(value)),
  }
  const received: Incoming[] = []
  const logged: string[] = []
  const platform = createKf({
    ...{ openKfId, state: kept, lease: always, zone: 'Asia/Shanghai', now: () => desk.now },
    ask: createAppCalls(createAsk({ url, timeoutMs: 1_000 }), { corpId, secret }, () => desk.now),
    contact: options.withMass
      ? createAppCalls(createAsk({ url, timeoutMs: 1_000 }), { corpId, secret: contactSecret }, () => desk.now)
      : null,
    occasions: {
      entered: param => ({ action: 'entered', value: { param } }),
      ended: { action: 'ended', value: {} },
    },
    log: (level, event, fields) => void logged.push(`${level} ${event} ${JSON.stringify(fields)}`),
    ...options,
  })
  running.push(() => platform.stop())
  const desk: Desk = {
    ...{ platform, wecom, mass, api, url, received, logged, state, now: new Date('2026-09-16T02:00:00Z') },
    reply: () => ({ kind: 'none' }),
    async tells(event) {
      await platform.take(event)
      await platform.idle()
    },
    seen: customer =>
      wecom.books.shown.flatMap(({ to, text, menu }) =>
        to === customer ? [[text, ...menu.map(item => `[${item.text}]`)].join('\n')] : [],
      ),
  }
  const receive: Receive = async (incoming, progress) => {
    const isRepeated = received.some(({ key }) => key === incoming.key)
    received.push(incoming)
    const reply = isRepeated ? ({ kind: 'none' } as const) : await desk.reply(incoming)
    progress?.received()
    return reply
  }
  await platform.start(rooms ?? receive)
  await platform.idle()
  return desk
}
