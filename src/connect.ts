import type { Contributions } from './chat/contributions.ts'
import { createDispatch } from './chat/dispatch.ts'
import type { Outbox } from './chat/outbox.ts'
import type { Platform, Receive } from './chat/platform.ts'
import { chatLimits } from './chat/rate-limit.ts'
import type { Log } from './config/log.ts'
import type { Settings } from './config/settings.ts'
import { suggestCustomers } from './customers/suggest.ts'
import type { Store } from './database/store.ts'
import { createDeliverer, type DelivererParts } from './delivery/deliverer.ts'
import { createHeartbeat } from './delivery/heartbeat.ts'
import { createInbox } from './delivery/inbox.ts'
import { createResumer } from './delivery/resumer.ts'
import { markUndelivered } from './delivery/undelivered.ts'
import type { Started } from './lifecycle.ts'
import { meetColleagues } from './people/colleagues.ts'
import { createDirectory } from './people/directory.ts'
import { ensureFirstTeam } from './people/first-team.ts'
import { homeMessage } from './people/home.ts'
import { bindChannel, presentRef } from './people/places.ts'
import { scheduledMembers, scheduledTeams } from './people/schedule.ts'
import { firstTeam } from './people/store.ts'
import { tellUndelivered } from './people/tell-undelivered.ts'

export interface Wiring {
  /** Times everything people do. */
  timed(receive: Receive): Receive
  now(): Date
  settings: Settings
  store: Store
  rooms: Contributions
  outbox: Outbox
  platforms: Platform[]
  log: Log
  started: Started
  /** Where the first team's digest goes by the settings, until somebody runs `/rapport setup`. */
  digestPlaces: readonly { platform: string; id: string }[]
}

/** People's side and the clock's side: dispatch, delivery, heartbeat; then what the last run left unfinished. */
export async function connect({
  settings,
  timed,
  now,
  store,
  rooms,
  outbox,
  platforms,
  log,
  started,
  digestPlaces,
}: Wiring): Promise<void> {
  const platformOf = (name: string): Platform | undefined => platforms.find(platform => platform.name === name)
  const defaults = { zone: settings.defaultZone, locale: settings.defaultLocale, currency: settings.defaultCurrency }
  await ensureFirstTeam(store, defaults)
  const directory = createDirectory({
    store,
    outbox,
    whoIs: async ref => (await platformOf(ref.platform)?.whoIs(ref)) ?? null,
    admins: settings.admins,
    defaults,
  })
  const inbox = createInbox(store)
  const limits = chatLimits(settings.commandsPerMinute)
  const watch: DelivererParts['watch'] & {} = async (tx, { key }, end, now) =>
    (await rooms.deliveryWatches.find(({ prefix }) => key.startsWith(prefix))?.ended(tx, key, end, { outbox, now, rooms })) ??
    false
  const tell: DelivererParts['tell'] = (tx, failed, ended) =>
    tellUndelivered(tx, { outbox, admins: settings.admins }, failed, ended, now())
  const { receive, resume } = createDispatch({
    store,
    inbox,
    outbox,
    directory,
    rooms,
    suggestCustomers,
    home: homeMessage,
    undelivered: (tx, { platform, ref, code }, at) =>
      markUndelivered(tx, { platform, ref, code }, async (within, failed, end) => {
        if (!(await watch(within, failed, end, at))) await tell(within, failed, end)
      }),
    ...(limits && { limits }),
    now,
    log,
  })
  const before = now()
  for (const platform of platforms) await platform.start(timed(receive))
  const deliverer = createDeliverer({
    store,
    platforms,
    now,
    random: Math.random,
    log,
    watch,
    tell,
  })
  const heartbeat = createHeartbeat({ store, outbox, rooms, now, log, teams: scheduledTeams, members: scheduledMembers })
  const resumer = createResumer({ inbox, resume, platforms, now, log })
  for (const { platform, id } of digestPlaces) await bindFirstTeam(store, platformOf(platform), id)
  const meeting = meetColleagues({ store, platforms, defaults, now, log })
  deliverer.start()
  heartbeat.start()
  resumer.start(before)
  // All at once: each may wait for something that hangs, and the process has 10 s.
  started.add(() => together([meeting, heartbeat, resumer, deliverer, ...platforms]))
}

async function together(parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  const ends = await Promise.allSettled(parts.map(part => part.stop()))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function bindFirstTeam(store: Store, platform: Platform | undefined, channel: string): Promise<void> {
  const place = await platform?.whatIs(await store.tx(tx => presentRef(tx, platform?.name ?? '', channel)))
  if (place) await store.tx(async tx => bindChannel(tx, place, (await firstTeam(tx)).id))
}
