import type { ContactSync } from '../../chat/contact-sync.ts'
import type { Outbox } from '../../chat/outbox.ts'
import type { Store } from '../../database/store.ts'
import { type ExternalRun, newsAmong } from './store.ts'
import { compared, describe, happened } from './take.ts'
import { keepAsked, readTransfers } from './transfers.ts'
import { keepWay, readWays } from './ways.ts'
import { followChanges, readWishes, settleWish } from './wishes.ts'

export interface ExternalParts {
  store: Store
  outbox: Outbox
  /** Whose ids these are. */
  platform: string
  now(): Date
}

const mostUndescribed = 50
/** New contacts in one transaction: few, for chat waits meanwhile. */
const atOnce = 10

/** Keeps who has whom as a contact, and what follows from it. Each event is taken in by a transaction of its own. */
export function createContactSync({ store, outbox, platform, now }: ExternalParts): ContactSync {
  const run = <T>(work: (run: ExternalRun) => Promise<T>): Promise<T> =>
    store.tx(tx => work({ tx, outbox, platform, now: now() }))
  return {
    happened: event => run(each => happened(each, event)),
    async described(profiles, how = 'whole') {
      const news = await run(each => newsAmong(each, profiles))
      const left: string[] = []
      for (let from = 0; from < news.length; from += atOnce)
        await run(async each => {
          for (const profile of news.slice(from, from + atOnce))
            if (!(await describe(each, profile, how === 'whole'))) left.push(profile.contact)
        })
      return left
    },
    async undescribed(except) {
      const where = { platform, customerId: null, NOT: { ref: { startsWith: 'erased:' } }, ref: { notIn: [...except] } }
      const rows = await store.db.externalContact.findMany({ where, orderBy: { id: 'asc' }, take: mostUndescribed })
      return rows.map(({ ref }) => ref)
    },
    async vanished(ref) {
      await store.db.externalContact.deleteMany({ where: { platform, ref, customerId: null } })
    },
    compared: (members, since) => run(each => compared(each, members, since)),
    async wanted(limits) {
      await store.tx(followChanges)
      for (;;) {
        const { wishes, more } = await store.tx(tx => readWishes(tx, platform, limits))
        if (wishes.length > 0 || !more) return wishes
      }
    },
    transfersWanted: () => store.tx(tx => readTransfers(tx, platform)),
    transfersAsked: results => run(each => keepAsked(each, results)),
    waysWanted: () => store.tx(tx => readWays(tx, platform)),
    wayMade: (id, made) => store.tx(tx => keepWay(tx, outbox, id, made)),
    settled: (wish, isWritten) => store.tx(tx => settleWish(tx, platform, wish, isWritten)),
  }
}
