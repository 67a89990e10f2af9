import { afterEach, beforeEach } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { createDispatch } from '../../../src/chat/dispatch.ts'
import type { Receive } from '../../../src/chat/platform.ts'
import { suggestCustomers } from '../../../src/customers/suggest.ts'
import { createDeliverer } from '../../../src/delivery/deliverer.ts'
import { createInbox } from '../../../src/delivery/inbox.ts'
import { createOutbox } from '../../../src/delivery/outbox.ts'
import { briefState, platformState } from '../../../src/delivery/platform-state.ts'
import { features } from '../../../src/features.ts'
import { createDirectory } from '../../../src/people/directory.ts'
import { ensureFirstTeam } from '../../../src/people/first-team.ts'
import { homeMessage } from '../../../src/people/home.ts'
import { isTeamsOwn } from '../../../src/people/places.ts'
import type { WecomPlatform } from '../../../src/platforms/wecom/wecom.ts'
import { useStore } from '../../harness/store.ts'
import { type Bench, startBench, stopBenches, until } from './bench.ts'

export const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
const defaults = { zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' } as const

export interface Company {
  readonly store: ReturnType<typeof useStore>['store']
  readonly bench: Bench
  readonly receive: Receive
  readonly resume: ReturnType<typeof createDispatch>['resume']
  /** Sends all that waits in the outbox. */
  deliver(): Promise<void>
  /** What went wrong, by the log. */
  readonly failures: string[]
  /** The same bot after a restart: nothing is remembered but what the database has. */
  restart(): Promise<void>
  speak(person: string, text: string, group?: string): Promise<void>
}

/** The whole bot of a company on WeCom: every room, the real dispatch and database; `wang` is its administrator. */
export function useCompany(): Company {
  afterEach(stopBenches)
  const holder = useStore()
  let bench: Bench
  let receive: Receive
  let resume: Company['resume']
  let platform: WecomPlatform
  const failures: string[] = []
  const log = (level: string, event: string, fields = {}) => {
    if (level === 'error') failures.push(`${event} ${JSON.stringify(fields)}`)
  }
  const now = () => bench.now

  beforeEach(async () => {
    failures.length = 0
    await ensureFirstTeam(holder.store, defaults)
    const outbox = createOutbox(now)
    const { store } = holder
    const directory = createDirectory({ store, outbox, whoIs: ref => platform.whoIs(ref), admins: ['wecom:wang'], defaults })
    const inbox = createInbox(store)
    const home = homeMessage
    ;({ receive, resume } = createDispatch({ ...{ store, inbox, outbox, directory, rooms, suggestCustomers, home, now, log } }))
    bench = await startBench(options(), (incoming, progress) => receive(incoming, progress))
    platform = bench.platform
  })
  const options = () => ({
    commands: rooms.commands,
    state: platformState(holder.store, 'wecom'),
    brief: briefState(holder.store, 'wecom', now),
    isTeamsOwn: (id: string) => isTeamsOwn(holder.store, 'wecom', id),
    log,
  })

  return {
    failures,
    get store() {
      return holder.store
    },
    get bench() {
      return bench
    },
    get receive() {
      return receive
    },
    get resume() {
      return resume
    },
    async deliver() {
      await createDeliverer({
        store: holder.store,
        platforms: [platform],
        now,
        random: () => 0,
        log,
        tell: async () => undefined,
      }).drain()
    },
    async restart() {
      await platform.stop()
      await until(() => !bench.wecom.connected())
      platform = bench.another(options())
      await platform.start(receive)
      await until(() => platform.isHere?.() === true)
    },
    async speak(person, text, group) {
      await bench.wecom.says(person, text, group)
      await platform.idle()
    },
  }
}
