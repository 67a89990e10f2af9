import { afterEach, beforeEach } from 'vitest'
import { collect } from '../../../../src/chat/contributions.ts'
import { createDispatch } from '../../../../src/chat/dispatch.ts'
import type { Platform } from '../../../../src/chat/platform.ts'
import { createKeyring } from '../../../../src/config/keyring.ts'
import { suggestCustomers } from '../../../../src/customers/suggest.ts'
import { createDeliverer, type DelivererParts } from '../../../../src/delivery/deliverer.ts'
import { createInbox } from '../../../../src/delivery/inbox.ts'
import { createOutbox } from '../../../../src/delivery/outbox.ts'
import { platformState } from '../../../../src/delivery/platform-state.ts'
import { markUndelivered } from '../../../../src/delivery/undelivered.ts'
import { features } from '../../../../src/features.ts'
import { createDirectory } from '../../../../src/people/directory.ts'
import { homeMessage } from '../../../../src/people/home.ts'
import { askAfterActionId } from '../../../../src/surveys/joining/ask-after.ts'
import { joinActionId } from '../../../../src/surveys/joining/join.ts'
import { joinLinks } from '../../../../src/surveys/joining/links.ts'
import type { SurveyParts } from '../../../../src/surveys/parts.ts'
import { type Bot, useBot } from '../../../harness/bot.ts'
import { main } from '../../../people/parts.ts'
import { type Desk, startDesk, stopDesks } from './desk.ts'

/** The cast of all tests on a chat of their own, and their customers in WeChat, over one database and every room. */
export interface Counter {
  bot: Bot
  readonly desk: Desk
  /** Sends all that waits; gives what our own people got, by whom. */
  deliver(): Promise<{ to: string; message: unknown }[]>
  /** Addresses that no mail arrives at. */
  unreachable: Set<string>
  /** What the heartbeat does each minute, of one job. */
  runs(job: string): Promise<void>
  /** Moves both clocks. */
  later(ms: number): void
}

/** On a morning that is nobody's quiet hour. */
const morning = new Date('2026-09-16T08:00:00Z')

export function useCounter(): Counter {
  afterEach(stopDesks)
  let desk: Desk
  const keys = createKeyring(['a key of thirty-two characters or more'])
  const parts: SurveyParts = {
    connected: () => ['test', 'email', 'wecom-kf'],
    pageUrl: id => `https://rapport.example/s/${id}`,
    joining: joinLinks(keys, param => desk.platform.linkWith(param)),
  }
  const all = features({ ...main, ...parts })
  const rooms = collect(all)
  const bot = useBot(all)
  const now = () => bot.now
  const unreachable = new Set<string>()
  const log = () => undefined
  const outbox = createOutbox(now)
  const watch: DelivererParts['watch'] & {} = async (tx, { key }, end, at) =>
    (await rooms.deliveryWatches.find(({ prefix }) => key.startsWith(prefix))?.ended(tx, key, end, { outbox, now: at, rooms })) ??
    false

  beforeEach(async () => {
    const { store } = bot
    bot.now = morning
    unreachable.clear()
    const directory = createDirectory({
      ...{ store, outbox, admins: [], defaults: { zone: 'UTC', locale: 'zh-CN', currency: 'CNY' } },
      whoIs: ref => desk.platform.whoIs(ref),
    })
    const { receive } = createDispatch({
      ...{ store, inbox: createInbox(store), outbox, directory, rooms, suggestCustomers, home: homeMessage, now, log },
      undelivered: (tx, failed, at) =>
        markUndelivered(tx, failed, async (within, message, end) => void (await watch(within, message, end, at))),
    })
    desk = await startDesk(
      {
        withMass: true,
        state: platformState(store, 'wecom-kf'),
        occasions: {
          entered: param => ({ action: joinActionId, value: { param } }),
          ended: { action: askAfterActionId, value: {} },
        },
      },
      receive,
    )
    desk.now = morning
  })

  return {
    ...{ bot, unreachable },
    get desk() {
      return desk
    },
    async deliver() {
      const got: { to: string; message: unknown }[] = []
      const chat = (name: string): Platform => ({
        name,
        ...{ start: async () => undefined, stop: async () => undefined, answer: async () => undefined },
        ...{ whoIs: async () => null, whatIs: async () => null },
        check: async () => ({ ok: true, detail: { en: '', 'zh-CN': '' } }),
        async send(target, message) {
          got.push({ to: target.id, message })
          if (unreachable.has(target.id)) return { kind: 'rejected', code: 'no_mailbox' }
          return { kind: 'sent', ref: `${name}-${got.length}` }
        },
      })
      const platforms = [desk.platform, chat('test'), chat('email')]
      await createDeliverer({
        store: bot.store,
        platforms,
        now,
        random: () => 0,
        log,
        watch,
        tell: async () => undefined,
      }).drain()
      return got
    },
    async runs(name) {
      const job = rooms.jobs.find(each => each.name === name)
      if (job?.scope === 'minute') await bot.store.tx(tx => job.run({ tx, now: bot.now, outbox, rooms }))
    },
    later(ms) {
      bot.now = new Date(bot.now.getTime() + ms)
      desk.now = bot.now
    },
  }
}
