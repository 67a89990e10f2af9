import { afterEach, beforeEach } from 'vitest'
import { createDispatch } from '../../../../src/chat/dispatch.ts'
import type { Receive } from '../../../../src/chat/platform.ts'
import { suggestCustomers } from '../../../../src/customers/suggest.ts'
import { createInbox } from '../../../../src/delivery/inbox.ts'
import { createOutbox } from '../../../../src/delivery/outbox.ts'
import { briefState, platformState } from '../../../../src/delivery/platform-state.ts'
import { createDirectory } from '../../../../src/people/directory.ts'
import { ensureFirstTeam } from '../../../../src/people/first-team.ts'
import { homeMessage } from '../../../../src/people/home.ts'
import { customerOfContact } from '../../../../src/service/external/customer-of.ts'
import { useStore } from '../../../harness/store.ts'
import { type AppBench, startAppBench, stopAppBenches } from '../app/bench.ts'
import { rooms } from '../company.ts'

const defaults = { zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' } as const

/** The whole bot of a company with WeCom's self-built app alone; `wang` is its administrator, `lina` a rep. */
export function useAppCompany() {
  afterEach(stopAppBenches)
  const holder = useStore()
  const failures: string[] = []
  let bench: AppBench
  beforeEach(async () => {
    failures.length = 0
    const { store } = holder
    await ensureFirstTeam(store, defaults)
    const now = () => bench.now
    const log = (level: string, event: string, fields = {}) => {
      if (level === 'error') failures.push(`${event} ${JSON.stringify(fields)}`)
    }
    const outbox = createOutbox(now)
    const directory = createDirectory({
      ...{ store, outbox, whoIs: ref => bench.platform.whoIs(ref), admins: ['wecom:wang'], defaults },
    })
    const inbox = createInbox(store)
    const parts = { store, inbox, outbox, directory, rooms, suggestCustomers, home: homeMessage, now, log }
    const receive: Receive = createDispatch(parts).receive
    const kept = {
      commands: rooms.commands,
      state: platformState(store, 'wecom'),
      brief: briefState(store, 'wecom', () => new Date()),
    }
    bench = await startAppBench({ ...kept, log }, receive, id => customerOfContact(store, 'wecom', id))
  })
  return {
    failures,
    get bench() {
      return bench
    },
    get store() {
      return holder.store
    },
  }
}
