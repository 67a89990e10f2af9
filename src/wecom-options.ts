import { randomUUID } from 'node:crypto'
import type { Contributions } from './chat/contributions.ts'
import type { Outbox } from './chat/outbox.ts'
import type { Locale } from './chat/wording.ts'
import type { Keyring } from './config/keyring.ts'
import type { Log } from './config/log.ts'
import type { KfSettings, WecomSettings } from './config/wecom.ts'
import type { Store } from './database/store.ts'
import { alone, createLease } from './delivery/lease.ts'
import { briefState, platformState } from './delivery/platform-state.ts'
import { isOfFirstTeam, isTeamsOwn } from './people/places.ts'
import { type Contacts, createWecomContacts } from './platforms/wecom/contacts/contacts.ts'
import type { KfOptions } from './platforms/wecom/kf/kf.ts'
import { createAppCalls } from './platforms/wecom/rest/app.ts'
import { createAsk } from './platforms/wecom/rest/http.ts'
import type { WecomOptions } from './platforms/wecom/wecom.ts'
import { customerOfContact } from './service/external/customer-of.ts'
import { createContactSync } from './service/external/sync.ts'
import { askAfterActionId } from './surveys/joining/ask-after.ts'
import { joinActionId } from './surveys/joining/join.ts'

/** Renewed every 10 s; when a process dies, another one has the robot's connection this much later. */
const leaseSeconds = 30
/** Held once more with each 100 contacts, which WeCom may be slow to give. */
const contactsLeaseSeconds = 90

interface Parts {
  wecom: WecomSettings
  /** `PUBLIC_URL`. */
  publicUrl: string | null
  keys: Keyring
  /** Of who has not been spoken to. */
  locale: Locale
  store: Store
  rooms: Pick<Contributions, 'commands'>
  log: Log
  now(): Date
}

/** What the platform of WeCom is made of. */
export function wecomOptions({ wecom, publicUrl, keys, locale, store, rooms, log, now }: Parts): WecomOptions {
  const lease = store.kind === 'embedded' ? alone : createLease(store, 'wecom', randomUUID(), leaseSeconds)
  const key = wecom.webhookKey
  return {
    robot: wecom.robot && { ...wecom.robot, lease },
    app: wecom.app,
    webhook: key === null ? null : { key, isOf: group => isOfFirstTeam(store, 'wecom', group) },
    pages: pagesOf({ wecom, publicUrl, keys, store }),
    ...(wecom.apiUrl && { api: { url: wecom.apiUrl } }),
    commands: rooms.commands,
    state: platformState(store, 'wecom'),
    brief: briefState(store, 'wecom', now),
    isTeamsOwn: group => isTeamsOwn(store, 'wecom', group),
    ...{ locale, zone: wecom.zone, log, now, random: Math.random },
  }
}

/** A cookie that says who somebody is goes over https alone. Contacts are known where customer contact is set. */
function pagesOf({
  wecom,
  publicUrl,
  keys,
  store,
}: Pick<Parts, 'wecom' | 'publicUrl' | 'keys' | 'store'>): WecomOptions['pages'] {
  if (!publicUrl?.startsWith('https://')) return null
  const customerOf = (contact: string) => customerOfContact(store, 'wecom', contact)
  return { baseUrl: publicUrl.replace(/\/+$/, ''), keys, ...(wecom.contacts && { customerOf }) }
}

/** What 微信客服 is made of. */
export function kfOptions({ kf, store, log, now }: Pick<Parts, 'store' | 'log' | 'now'> & { kf: KfSettings }): KfOptions {
  const { corpId, secret, contactSecret, apiUrl } = kf
  const ask = createAsk(apiUrl === undefined ? {} : { url: apiUrl })
  return {
    ...kf,
    ask: createAppCalls(ask, { corpId, secret }, now),
    contact: contactSecret === undefined ? null : createAppCalls(ask, { corpId, secret: contactSecret }, now),
    occasions: {
      entered: param => ({ action: joinActionId, value: { param } }),
      ended: { action: askAfterActionId, value: {} },
    },
    state: platformState(store, 'wecom-kf'),
    lease: store.kind === 'embedded' ? alone : createLease(store, 'wecom-kf', randomUUID(), leaseSeconds),
    ...{ log, now },
  }
}

/** Customer contact, where it is set: who has whom as a customer in WeCom. */
export function wecomContacts({
  wecom,
  store,
  outbox,
  log,
  now,
}: Pick<Parts, 'wecom' | 'store' | 'log' | 'now'> & { outbox: Outbox }): Contacts | null {
  if (!wecom.contacts) return null
  return createWecomContacts({
    sync: createContactSync({ store, outbox, platform: 'wecom', now }),
    ask: createAppCalls(createAsk(wecom.apiUrl ? { url: wecom.apiUrl } : {}), wecom.contacts, now),
    state: platformState(store, 'wecom'),
    lease: store.kind === 'embedded' ? alone : createLease(store, 'wecom-contacts', randomUUID(), contactsLeaseSeconds),
    ...{ log, now },
  })
}
