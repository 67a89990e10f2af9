import type { ContactEvent, ContactFollow, ContactProfile, ContactSync } from '../../chat/contact-sync.ts'
import type { Outbox } from '../../chat/outbox.ts'
import type { ExternalFollow } from '../../database/generated/client.ts'
import type { Store } from '../../database/store.ts'
import { customerFor } from './customer.ts'
import { afterAdding, afterEnding } from './follow.ts'
import { announce, announceLost, passOn } from './react.ts'
import {
  type ExternalRun,
  followOf,
  forgetErased,
  memberOf,
  newsAmong,
  saveFollow,
  stateOf,
  takeContact,
  unseen,
} from './store.ts'

import { takeWords } from './take-words.ts'
import { keepWay, readWays } from './ways.ts'
import { readWishes, settleWish } from './wishes.ts'

export interface ExternalParts {
  store: Store
  outbox: Outbox
  /** Whose ids these are. */
  platform: string
  now(): Date
}

const mostUndescribed = 50
/** New contacts in one transaction: few, for chat waits meanwhile. */
const atOnce = 20

/** Keeps who has whom as a contact, and what follows from it. Each event is taken in by a transaction of its own. */
export function createContactSync({ store, outbox, platform, now }: ExternalParts): ContactSync {
  const run = <T>(work: (run: ExternalRun) => Promise<T>): Promise<T> =>
    store.tx(tx => work({ tx, outbox, platform, now: now() }))
  return {
    happened: event => run(each => happened(each, event)),
    async described(profiles) {
      const news = await run(each => newsAmong(each, profiles))
      for (let from = 0; from < news.length; from += atOnce)
        await run(async each => {
          for (const profile of news.slice(from, from + atOnce)) await describe(each, profile)
        })
    },
    async undescribed() {
      const where = { platform, customerId: null, NOT: { ref: { startsWith: 'erased:' } } }
      const rows = await store.db.externalContact.findMany({ where, orderBy: { id: 'asc' }, take: mostUndescribed })
      return rows.map(({ ref }) => ref)
    },
    async vanished(ref) {
      await store.db.externalContact.deleteMany({ where: { platform, ref, customerId: null } })
    },
    compared: (members, since) =>
      run(async each => {
        const lost = await unseen(each, members, since)
        const ended: { customerId: number; follow: ExternalFollow }[] = []
        for (const { contactId, customerId, memberId, given } of lost) {
          const state = afterEnding(
            stateOf(await followOf(each.tx, contactId, memberId)),
            each.now,
            given ? 'transfer' : 'unknown',
          )
          if (!state) continue
          const follow = await saveFollow(each, { contactId, memberId }, state)
          if (customerId !== null) ended.push({ customerId, follow })
        }
        await announceLost(each, ended)
        for (const { customerId } of ended) await passOn(each, customerId)
        return ended.length
      }),
    async wanted(limits) {
      for (;;) {
        const { wishes, more } = await store.tx(tx => readWishes(tx, platform, limits))
        if (wishes.length > 0 || !more) return wishes
      }
    },
    waysWanted: () => store.tx(tx => readWays(tx, platform)),
    wayMade: (id, made) => store.tx(tx => keepWay(tx, outbox, id, made)),
    settled: (wish, isWritten) => store.tx(tx => settleWish(tx, platform, wish, isWritten)),
  }
}

async function happened(run: ExternalRun, event: ContactEvent): Promise<'known' | 'unknown'> {
  if (event.kind === 'added') await forgetErased(run, event.contact)
  const contact = await takeContact(run, event.contact)
  if (!contact) return 'known'
  const member = await memberOf(run, event.member)
  const key = { contactId: contact.id, memberId: member.id }
  const before = stateOf(await followOf(run.tx, contact.id, member.id))
  const after = event.kind === 'added' ? afterAdding(before, event.at) : afterEnding(before, event.at, event.by)
  if (after) {
    const follow = await saveFollow(run, key, after, event.kind === 'added' ? { state: event.state } : {})
    if (contact.customerId !== null) {
      await announce(run, contact.customerId, follow)
      await passOn(run, contact.customerId)
    }
  }
  return contact.customerId === null ? 'unknown' : 'known'
}

async function describe(run: ExternalRun, profile: ContactProfile): Promise<void> {
  const contact = await takeContact(run, profile.contact)
  if (!contact) return
  const changed: ExternalFollow[] = []
  const listed: { follow: ExternalFollow; said: ContactFollow }[] = []
  for (const said of profile.follows) {
    const { member: ref, addedAt, state, given } = said
    const member = await memberOf(run, ref)
    const before = stateOf(await followOf(run.tx, contact.id, member.id))
    const after = afterAdding(before, addedAt)
    const is = after ?? before
    if (!is) continue
    const how = { given, ...(state !== null && { state }) }
    const follow = await saveFollow(run, { contactId: contact.id, memberId: member.id }, is, how)
    if (after) changed.push(follow)
    if (follow.endedAt === null) listed.push({ follow, said })
  }
  const customerId = contact.customerId ?? (await customerFor(run, profile))
  if (contact.customerId === null) await run.tx.externalContact.update({ where: { id: contact.id }, data: { customerId } })
  for (const { follow, said } of listed) await takeWords(run, customerId, follow, { ...said, name: profile.name })
  // What happened to somebody whom nobody had described is told now.
  const told = contact.customerId === null ? await run.tx.externalFollow.findMany({ where: { contactId: contact.id } }) : changed
  for (const follow of told.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime()))
    await announce(run, customerId, follow)
  if (told.length > 0) await passOn(run, customerId)
}
