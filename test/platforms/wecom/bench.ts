import { vi } from 'vitest'
import type { Command } from '../../../src/chat/feature.ts'
import type { Json } from '../../../src/chat/message.ts'
import type { Incoming, PlatformState, Receive, Reply } from '../../../src/chat/platform.ts'
import { createWecom, type WecomOptions, type WecomPlatform } from '../../../src/platforms/wecom/wecom.ts'
import { type Aibot, botId, botSecret, type Shown, startAibot } from './emulator.ts'

export const lina = 'lina'
export const group = 'wrGroup1'
export const strangers = 'wrNoTeam'

const command = (name: string, ...aliases: string[]): Command => ({
  ...{ name, aliases, summary: { en: name, 'zh-CN': name }, verbs: [], otherwise: 'show', empty: 'show', firstWordIsName: true },
})

export interface Bench {
  platform: WecomPlatform
  wecom: Aibot
  /** What the platform handed over, repeats included. */
  received: Incoming[]
  reply: (incoming: Incoming) => Reply | Promise<Reply>
  logged: { event: string; fields: Record<string, unknown> }[]
  state: Map<string, Json>
  now: Date
  says(text: string, where?: string): Promise<void>
  /** What people read in a conversation, as they see it. */
  seen(chat: string): string[]
  /** The last card in a conversation. */
  card(chat: string): NonNullable<Shown['card']>
  presses(button: string, where?: string): Promise<void>
  /** Another process on the same database and robot. */
  another(options?: BenchOptions): WecomPlatform
}

/** `line`: of the robot's connection. */
export type BenchOptions = Partial<WecomOptions> & { line?: Partial<NonNullable<WecomOptions['robot']>> }

const running: (() => Promise<void>)[] = []
/** Ends what a test started: each file that starts benches says `afterEach(stopBenches)`, for a hook in here would belong to the first one alone. */
export async function stopBenches(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop()
}

export const always = { hold: async () => true, release: async () => undefined }

/** What a reader sees of the robot's markdown: without what only keeps it from being read as markup. */
export const asSeen = (text: string): string => text.replaceAll('\u200b', '')

/** The real platform on an emulated WeCom. The rooms are replaced by `reply`, unless given. */
export async function startBench(options: BenchOptions = {}, rooms?: Receive): Promise<Bench> {
  const wecom = await startAibot()
  running.push(() => wecom.stop())
  const state = new Map<string, Json>()
  const kept: PlatformState = {
    get: async key => structuredClone(state.get(key)),
    set: async (key, value) => void state.set(key, structuredClone(value)),
  }
  const received: Incoming[] = []
  const logged: Bench['logged'] = []
  const create = ({ line = {}, ...more }: BenchOptions): WecomPlatform => {
    const robot = { botId, secret: botSecret, wsUrl: wecom.url, lease: always, reconnectMs: 5, kickedMs: 5, leaseEveryMs: 20 }
    const platform = createWecom({
      ...{
        robot: { ...robot, ...line },
        app: null,
        webhook: null,
        pages: null,
        commands: [command('customer', '客户'), command('log', '跟进')],
      },
      ...{ state: kept, brief: kept },
      isTeamsOwn: async id => id === group,
      ...{ locale: 'zh-CN', zone: 'Asia/Shanghai' },
      log: (_level, event, fields = {}) => void logged.push({ event, fields: { ...fields } }),
      now: () => bench.now,
      random: () => 0,
      ...more,
    })
    running.push(() => platform.stop())
    return platform
  }
  const bench: Bench = {
    ...{ wecom, state, received, logged, now: new Date() },
    platform: create(options),
    reply: () => ({ kind: 'none' }),
    async says(text, where) {
      await wecom.says(lina, text, where)
      await bench.platform.idle()
    },
    seen: chat => wecom.shown.flatMap(one => (one.chat === chat && one.text !== '' ? [asSeen(one.text)] : [])),
    card(chat) {
      const card = wecom.shown.findLast(one => one.chat === chat && one.card)?.card
      if (!card) throw new Error(`no card in ${chat}`)
      return card
    },
    async presses(button, where) {
      await wecom.presses(lina, bench.card(where ?? lina), button, where)
      await bench.platform.idle()
    },
    another: (more = {}) => create(more),
  }
  const receive: Receive = async (incoming, progress) => {
    const repeated = received.some(({ key }) => key === incoming.key)
    received.push(incoming)
    progress?.received()
    return repeated ? { kind: 'none' } : bench.reply(incoming)
  }
  await bench.platform.start(rooms ?? receive)
  await until(() => bench.platform.isHere?.() === true)
  return bench
}

/** Waits for something that another process or a socket brings about; rejects when it does not. */
export const until = (is: () => boolean, patienceMs = 15_000): Promise<unknown> =>
  vi.waitUntil(is, { timeout: patienceMs, interval: 5 })
