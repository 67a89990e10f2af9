// Instants are stored and compared in UTC; local days are worked out per team and person. Set before anything reads the clock.
process.env.TZ = 'UTC'

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seedShop } from '../prisma/seed.ts'
import { createDispatch } from './chat/dispatch.ts'
import { type Contributions, collect } from './chat/feature.ts'
import type { Outbox } from './chat/outbox.ts'
import type { Platform } from './chat/platform.ts'
import { openDataFolder } from './config/data-folder.ts'
import { createLog, type Log } from './config/log.ts'
import { describeProblems, readSettings, type Secrets, type Settings, type SlackSettings } from './config/settings.ts'
import { suggestCustomers } from './customers/suggest.ts'
import { openStore, type Store } from './database/store.ts'
import { createDeliverer } from './delivery/deliverer.ts'
import { createHeartbeat, nextRuns } from './delivery/heartbeat.ts'
import { createInbox, unhandled } from './delivery/inbox.ts'
import { createOutbox } from './delivery/outbox.ts'
import { platformState } from './delivery/platform-state.ts'
import { features } from './features.ts'
import { health } from './http/health.ts'
import { type HttpServer, type Mount, startHttp } from './http/server.ts'
import { describeFailure, onSignals, Started } from './lifecycle.ts'
import { createDirectory } from './people/directory.ts'
import { scheduledMembers, scheduledTeams } from './people/schedule.ts'
import { tellAdmins } from './people/tell-admins.ts'
import { createSlack } from './platforms/slack/slack.ts'
import { startPlayground } from './playground/playground.ts'

const clock = (): Date => new Date()

if (existsSync('.env')) process.loadEnvFile('.env')
const read = readSettings(process.env)
if (!read.ok) {
  console.error(`Rapport cannot start with these settings (environment or .env):\n${describeProblems(read.problems)}`)
  process.exit(1)
}
const log = createLog(read.settings.logLevel)
const started = new Started()
onSignals(() => started.stop(log))
try {
  const url = await start(read.settings, read.secrets, log, started)
  console.log(`rapport ready ${url}`)
} catch (error) {
  await started.stop(log)
  console.error(describeFailure(error))
  process.exit(1)
}

/** Wires everything together and starts it: database, server, platforms, then what the clock drives. Gives the address. */
async function start(settings: Settings, secrets: Secrets, log: Log, started: Started): Promise<string> {
  const folder = openDataFolder(settings)
  const store = await openStore({ folder: folder.database, ...(secrets.databaseUrl && { databaseUrl: secrets.databaseUrl }) })
  started.add(() => store.close())

  let ready = false
  const mounts: Mount[] = [health({ ready: () => ready, database: () => store.db.$queryRaw`SELECT 1` })]
  const http = await startHttp({ host: settings.host, port: settings.port, mounts, log })
  started.add(() => http.close())

  const platforms: Platform[] = []
  const rooms: Contributions = collect(
    features({
      checks: () => Promise.all(platforms.map(async platform => ({ name: platform.name, ...(await platform.check()) }))),
      nextRuns: async (tx, now) => nextRuns(rooms.jobs, await scheduledTeams(tx), await scheduledMembers(tx), now),
    }),
  )
  const outbox = createOutbox(clock)
  const local = settings.playground ? await startLocalSlack(folder.path, http, rooms, mounts, started) : null
  const slackSettings = local ?? secrets.slack
  if (slackSettings) {
    const slack = createSlack({
      ...slackSettings,
      commands: rooms.commands,
      state: platformState(store, 'slack'),
      log,
      now: clock,
    })
    platforms.push(slack)
    mounts.push(slack.mount)
  }
  if (local) await seedShop(store, clock())
  await connect({ settings, store, rooms, outbox, platforms, log, started })
  ready = true
  return local ? `${http.url}/playground` : http.url
}

/** A Slack of our own in this process, when no real one is set: the bot reaches it like the real one, over HTTP. */
async function startLocalSlack(
  folder: string,
  http: HttpServer,
  rooms: Contributions,
  mounts: Mount[],
  started: Started,
): Promise<SlackSettings> {
  const commands = rooms.commands.map(({ name, summary, verbs }) => ({
    name: `/${name}`,
    description: summary.en,
    usageHint: verbs[0]?.usage.en.replace(/^\/\S+\s*/, '') ?? '',
  }))
  const pageDir = join(dirname(fileURLToPath(import.meta.url)), '..', 'playground', 'page')
  const playground = await startPlayground({ commands, pageDir, stateFile: join(folder, 'slack.json') })
  started.add(() => playground.stop())
  playground.setBotUrl(http.url)
  mounts.push(playground.handle)
  const { botToken, signingSecret, apiUrl } = playground.slackSettings
  return { botToken, signingSecret, apiUrl: apiUrl(http.url) }
}

interface Wiring {
  settings: Settings
  store: Store
  rooms: Contributions
  outbox: Outbox
  platforms: Platform[]
  log: Log
  started: Started
}

/** People's side and the clock's side: dispatch, delivery, heartbeat; then what the last run left unfinished. */
async function connect({ settings, store, rooms, outbox, platforms, log, started }: Wiring): Promise<void> {
  const platformOf = (name: string): Platform | undefined => platforms.find(platform => platform.name === name)
  const directory = createDirectory({
    store,
    whoIs: async ref => (await platformOf(ref.platform)?.whoIs(ref)) ?? null,
    admins: settings.admins,
    defaults: { zone: settings.defaultZone, locale: settings.defaultLocale, currency: settings.defaultCurrency },
  })
  const inbox = createInbox(store)
  const { receive, resume } = createDispatch({ store, inbox, outbox, directory, rooms, suggestCustomers, now: clock, log })
  const before = clock()
  for (const platform of platforms) {
    await platform.start(receive)
    started.add(() => platform.stop())
  }
  const deliverer = createDeliverer({
    store,
    platforms,
    now: clock,
    random: Math.random,
    log,
    tell: (tx, claimed, ended) => tellAdmins(tx, outbox, claimed, ended, clock()),
  })
  deliverer.start()
  started.add(() => deliverer.stop())
  const heartbeat = createHeartbeat({ store, outbox, rooms, now: clock, log, teams: scheduledTeams, members: scheduledMembers })
  heartbeat.start()
  started.add(() => heartbeat.stop())
  for (const { id, incoming } of await unhandled(store, before))
    await platformOf(incoming.platform)?.answer(incoming, await resume(incoming, id))
}
