import { randomUUID } from 'node:crypto'
import type { Contributions } from './chat/feature.ts'
import type { Locale } from './chat/wording.ts'
import type { Keyring } from './config/keyring.ts'
import type { Log } from './config/log.ts'
import type { WecomSettings } from './config/wecom.ts'
import type { Store } from './database/store.ts'
import { alone, createLease } from './delivery/lease.ts'
import { briefState, platformState } from './delivery/platform-state.ts'
import { isOfFirstTeam, isTeamsOwn } from './people/places.ts'
import type { WecomOptions } from './platforms/wecom/wecom.ts'

/** Renewed every 10 s; when a process dies, another one has the robot's connection this much later. */
const leaseSeconds = 30

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
    // WeCom itself opens nothing else, and a cookie that says who somebody is goes over nothing else.
    pages: publicUrl?.startsWith('https://') ? { baseUrl: publicUrl.replace(/\/+$/, ''), keys } : null,
    ...(wecom.apiUrl && { api: { url: wecom.apiUrl } }),
    commands: rooms.commands,
    state: platformState(store, 'wecom'),
    brief: briefState(store, 'wecom', now),
    isTeamsOwn: group => isTeamsOwn(store, 'wecom', group),
    ...{ locale, zone: wecom.zone, log, now, random: Math.random },
  }
}
