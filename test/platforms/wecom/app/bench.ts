import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../../../../src/chat/message.ts'
import type { Incoming, Receive, Reply } from '../../../../src/chat/platform.ts'
import { createKeyring, newKey } from '../../../../src/config/keyring.ts'
import { createWecom, type WecomOptions, type WecomPlatform } from '../../../../src/platforms/wecom/wecom.ts'
import { type Callbacks, createCallbacks } from '../../../../src/playground/wecom/rest/callbacks.ts'
import type { AppShown } from '../../../../src/playground/wecom/rest/company.ts'
import { asSeen } from '../bench.ts'
import { corp, type LocalApi, startLocalApi } from '../rest/local-api.ts'

export const callback = { token: 'tokenOfTheTests', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' }
/** Signs what the pages give out. */
const keys = createKeyring([newKey()])
export const webhookKey = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'

export interface AppBench extends LocalApi {
  platform: WecomPlatform
  /** Where callbacks and pages are. */
  botUrl: string
  /** What members do. */
  wecom: Callbacks
  received: Incoming[]
  reply: (incoming: Incoming) => Reply | Promise<Reply>
  now: Date
  logged: string[]
  says(text: string, member?: string): Promise<number>
  /** What was shown to a member, or in the group of the webhook, as people see it. */
  seen(to: string): string[]
  /** The last card shown to a member. */
  card(to?: string): AppShown
  presses(button: string): Promise<number>
}

const running: (() => Promise<unknown>)[] = []
export async function stopAppBenches(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop()
}

/** The real platform with a self-built app and a webhook on an emulated WeCom, without a robot. The rooms are replaced by `reply`, unless given. */
export async function startAppBench(
  options: Partial<WecomOptions> = {},
  rooms?: Receive,
  customerOf: (contact: string) => Promise<number | null> = async () => null,
): Promise<AppBench> {
  const started = new Date()
  const local = await startLocalApi({ webhooks: { [webhookKey]: '华东团队' }, now: () => bench.now.getTime() })
  const state = new Map<string, Json>()
  const kept = {
    get: async (key: string) => structuredClone(state.get(key)),
    set: async (key: string, value: Json) => void state.set(key, structuredClone(value)),
  }
  const received: Incoming[] = []
  const logged: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    void platform.mount(request, response, pathname).then(found => found || response.writeHead(404).end())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const botUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const platform = createWecom({
    ...{ robot: null, app: { ...corp, callbackToken: callback.token, encodingAesKey: callback.encodingAesKey } },
    webhook: { key: webhookKey, isOf: async () => false },
    pages: { baseUrl: botUrl, keys, authorizeUrl: `${local.url}/connect/oauth2/authorize`, customerOf },
    api: { url: local.url, timeoutMs: 300 },
    ...{ commands: [], state: kept, brief: kept, isTeamsOwn: async () => false },
    ...{ locale: 'zh-CN', zone: 'Asia/Shanghai', now: () => bench.now, random: () => 0 },
    log: (_level, event, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`),
    ...options,
  })
  const wecom = createCallbacks({ company: local.company, url: `${botUrl}/wecom/callback`, ...callback })
  running.push(
    local.stop,
    () => new Promise(resolve => server.close(resolve)),
    () => platform.stop(),
  )
  const settled = async (status: Promise<number>) => {
    const answered = await status
    await platform.idle()
    return answered
  }
  const bench: AppBench = {
    ...{ ...local, platform, botUrl, wecom, received, logged, now: started },
    reply: () => ({ kind: 'none' }),
    says: (text, member = 'lina') => settled(wecom.says(member, text)),
    seen: to => local.company.shown.flatMap(one => (one.to === to && one.text !== '' ? [asSeen(one.text)] : [])),
    card(to = 'lina') {
      const shown = local.company.shown.findLast(one => one.to === to && one.card)
      if (!shown) throw new Error(`no card for ${to}`)
      return shown
    },
    presses: button => settled(wecom.presses('lina', bench.card(), button)),
  }
  const receive: Receive = async (incoming, progress) => {
    const repeated = received.some(({ key }) => key === incoming.key)
    received.push(incoming)
    progress?.received()
    return repeated ? { kind: 'none' } : bench.reply(incoming)
  }
  await platform.start(rooms ?? receive)
  return bench
}
