import { afterEach, beforeEach } from 'vitest'
import { alone, type Lease } from '../../../../src/delivery/lease.ts'
import { createOutbox } from '../../../../src/delivery/outbox.ts'
import { platformState } from '../../../../src/delivery/platform-state.ts'
import { type Contacts, createWecomContacts } from '../../../../src/platforms/wecom/contacts/contacts.ts'
import { createAppCalls } from '../../../../src/platforms/wecom/rest/app.ts'
import { createAsk } from '../../../../src/platforms/wecom/rest/http.ts'
import { createOutside, type Outside } from '../../../../src/playground/wecom/rest/outside.ts'
import { createContactSync } from '../../../../src/service/external/sync.ts'
import { untilFollowable } from '../../../harness/activities.ts'
import { useStore } from '../../../harness/store.ts'
import { corp, type LocalApi, startLocalApi } from '../rest/local-api.ts'

export interface Bench {
  readonly store: ReturnType<typeof useStore>['store']
  readonly local: LocalApi
  /** People outside; what they do reaches the bot as its callback would give it. */
  readonly outside: Outside
  readonly contacts: Contacts
  /** Events of the log. */
  logged: string[]
  now: Date
  /** A second process on the same database. */
  another(lease: Lease): Contacts
  /** Calls of this path so far. */
  asked(path: string): number
  /** A minute of the clock, and everything that is then due. */
  tick(): Promise<void>
  told(): Promise<string[]>
}

const contactSecret = 'secret-of-contacts'

/** Lina and Wang with customer contact, a manager Zhao, and a bot that keeps their customers. */
export function useContacts(): Bench {
  const holder = useStore()
  let local: LocalApi
  let outside: Outside
  let contacts: Contacts
  const make = (lease: Lease): Contacts =>
    createWecomContacts({
      sync: createContactSync({
        store: holder.store,
        outbox: createOutbox(() => bench.now),
        platform: 'wecom',
        now: () => bench.now,
      }),
      ask: createAppCalls(
        createAsk({ url: local.url, timeoutMs: 2_000 }),
        { corpId: corp.corpId, secret: contactSecret },
        () => bench.now,
      ),
      state: platformState(holder.store, 'wecom'),
      lease,
      log: (_level, event) => void bench.logged.push(event),
      now: () => bench.now,
      everyMs: 3_600_000,
    })
  const bench: Bench = {
    get store() {
      return holder.store
    },
    get local() {
      return local
    },
    get outside() {
      return outside
    },
    get contacts() {
      return contacts
    },
    logged: [],
    now: new Date('2026-11-30T04:00:00Z'),
    another: make,
    asked: path => local.api.requests.filter(request => request.path === path).length,
    async tick() {
      bench.now = new Date(bench.now.getTime() + 60_000)
      // On Postgres the transactions of other test files hold the cursor back.
      await untilFollowable(holder.store)
      await contacts.tick()
    },
    async told() {
      const items = await holder.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
      return items.map(({ target, message }) => `${(target as { id: string }).id}: ${(message as { summary: string }).summary}`)
    },
  }
  beforeEach(async () => {
    bench.now = new Date('2026-11-30T04:00:00Z')
    bench.logged = []
    local = await startLocalApi({ now: () => bench.now.getTime(), contactSecret })
    const { db } = holder.store
    await db.team.create({ data: { id: 1, name: '客户部', zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' } })
    const said = { platform: 'wecom', workspace: '', locale: 'zh-CN', zone: 'Asia/Shanghai' }
    for (const [ref, name] of [['lina', '李娜'], ['wang', '王强'], ['zhao', '赵敏']] as const) // biome-ignore format: a line a person
      await db.member.create({
        data: { ...said, ref, name, ...(ref === 'zhao' && { roles: { create: { teamId: 1, role: 'manager' } } }) },
      })
    contacts = make(alone)
    outside = createOutside(local.company, fields =>
      contacts.take(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))),
    )
  })
  afterEach(async () => {
    await contacts.stop()
    await local.stop()
  })
  return bench
}
