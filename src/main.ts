// Instants are stored and compared in UTC; local days are worked out per team and person. Set before anything reads the clock.
process.env.TZ = 'UTC'

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { joinWecom, leaveWecom } from '../prisma/seed/wecom.ts'
import { seedShop } from '../prisma/seed.ts'
import { createApiServer } from './api/routes.ts'
import { type Contributions, collect } from './chat/contributions.ts'
import type { Platform } from './chat/platform.ts'
import { openDoor } from './command-line/door-server.ts'
import type { Workplace } from './command-line/task.ts'
import { openDataFolder } from './config/data-folder.ts'
import { openSecretKeys } from './config/key-file.ts'
import { createLog, type Log } from './config/log.ts'
import { describeProblems, readSettings, type Secrets, type Settings, type SlackSettings } from './config/settings.ts'
import type { WecomSettings } from './config/wecom.ts'
import { connect } from './connect.ts'
import { openStore, type Tx } from './database/store.ts'
import { createConnections } from './delivery/connections.ts'
import { nextRuns } from './delivery/daily-task.ts'
import { createOutbox } from './delivery/outbox.ts'
import { platformState } from './delivery/platform-state.ts'
import { features } from './features.ts'
import { health } from './http/health.ts'
import { createMetrics } from './http/metrics.ts'
import { type HttpServer, type Mount, startHttp } from './http/server.ts'
import { describeFailure, onSignals, Started } from './lifecycle.ts'
import { createDailyBackups, newestBackup } from './operations/daily-backup.ts'
import { scheduledMembers, scheduledTeams } from './people/schedule.ts'
import { createEmail, type EmailOptions } from './platforms/email/email.ts'
import type { MailTransport } from './platforms/email/mail.ts'
import { createSmtp } from './platforms/email/smtp.ts'
import { createSlack } from './platforms/slack/slack.ts'
import { createKf, type KfPlatform } from './platforms/wecom/kf/kf.ts'
import { webhookGroup } from './platforms/wecom/webhook.ts'
import { createWecom } from './platforms/wecom/wecom.ts'
import { startPlayground } from './playground/playground.ts'
import { createLocalWecom } from './playground/wecom/local-wecom.ts'
import { startPurging } from './privacy/purge.ts'
import { joinLinks } from './surveys/joining/links.ts'
import { surveyLinks } from './surveys/page/links.ts'
import { createSurveyPage } from './surveys/page/page.ts'
import { terminalCommands } from './terminal-commands.ts'
import { kfOptions, wecomContacts, wecomOptions } from './wecom-options.ts'

const clock = (): Date => new Date()

if (existsSync('.env')) process.loadEnvFile('.env')
const read = readSettings(process.env)
if (!read.ok) {
  console.error(`Rapport cannot start with these settings (environment or .env):\n${describeProblems(read.problems)}`)
  process.exit(1)
}
const metrics = createMetrics()
const log = metrics.watch(createLog(read.settings.logLevel))
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
  mounts.push(metrics.mount(store, clock))
  const http = await startHttp({ host: settings.host, port: settings.port, mounts, log, arrivesWithinMs })
  started.add(() => http.close())

  const keys = openSecretKeys(secrets.secretKeys, folder.secretKey)
  const platforms: Platform[] = []
  const connections = createConnections(platforms, log)
  const links = surveyLinks(keys, () => settings.publicUrl ?? http.url)
  let kf: KfPlatform | null = null
  const parts = {
    connected: () => platforms.map(({ name }) => name),
    pageUrl: links.linkTo,
    joining: joinLinks(keys, param => kf?.linkWith(param) ?? null),
    contactPlatform: () => (contacts ? 'wecom' : null),
    checks: async () => [...connections.latest(), ...(contacts ? [{ name: 'wecom-contacts', ...contacts.check() }] : [])],
    nextRuns: async (tx: Tx, now: Date) => nextRuns(rooms.jobs, await scheduledTeams(tx), await scheduledMembers(tx), now),
    lastBackup: async () =>
      store.kind === 'embedded' && !settings.playground ? ((await newestBackup(folder.backups))?.createdAt ?? null) : undefined,
    keyring: keys,
    hasFixedToken: secrets.apiToken !== null,
  }
  const rooms: Contributions = collect(features(parts, folder))
  const outbox = createOutbox(clock)
  const local = settings.playground ? await startLocal({ settings, folder: folder.path, http, rooms, mounts, started }) : null
  const slackSettings = local?.slack ?? secrets.slack
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
  if (secrets.kf && !local) {
    kf = createKf(kfOptions({ kf: secrets.kf, store, log, now: clock }))
    platforms.push(kf)
  }
  const wecomSettings = local ? local.wecom : secrets.wecom
  const contacts = wecomSettings && wecomContacts({ wecom: wecomSettings, store, outbox, log, now: clock })
  if (contacts) started.add(() => contacts.stop())
  if (wecomSettings) {
    const locale = local ? 'zh-CN' : settings.defaultLocale
    // The local WeCom has no browser of its own that could say who somebody is.
    const publicUrl = local ? null : settings.publicUrl
    const takers = [contacts, kf].flatMap(one => (one ? [one.take] : []))
    const made = wecomOptions({ wecom: wecomSettings, publicUrl, keys, locale, store, rooms, log, now: clock })
    const wecom = createWecom({ ...made, takers })
    platforms.push(wecom)
    mounts.push(wecom.mount)
  }
  // What is sent from the playground reaches nobody: its people are invented.
  const mail = local?.mail ?? (secrets.mail && { from: secrets.mail.from, transport: createSmtp(secrets.mail.smtpUrl, clock) })
  if (mail) platforms.push(createEmail(mail))
  if (local) await seedShop(store, outbox, rooms, clock())
  if (local?.wecom) await joinWecom(store, outbox, rooms, clock())
  else if (local) await leaveWecom(store, clock())
  const digestPlaces = local ? [] : digestPlacesOf(secrets)
  await connect({
    settings,
    timed: receive => metrics.time(receive, rooms),
    now: clock,
    store,
    rooms,
    outbox,
    platforms,
    log,
    started,
    digestPlaces,
  })
  contacts?.start()
  const defaults = { zone: settings.defaultZone, currency: settings.defaultCurrency }
  const at: Workplace = { store, rooms, defaults, folder, keys, now: clock, batchRows: 5_000 }
  if (store.kind === 'embedded') await openCommandLine(at, started)
  mounts.push(createSurveyPage({ store, outbox, rooms, links, now: clock, log }))
  const api = createApiServer({ at, fixedToken: secrets.apiToken, requestsPerMinute: settings.apiRequestsPerMinute, log })
  mounts.push(api.handle)
  started.add(() => api.stop())
  if (store.kind === 'embedded' && !local) {
    const backups = createDailyBackups({ store, folder: folder.backups, zone: settings.defaultZone, now: clock, log })
    backups.start()
    started.add(() => backups.stop())
  }
  const purging = startPurging(store, log)
  started.add(() => purging.stop())
  connections.start()
  started.add(() => connections.stop())
  ready = true
  return local ? `${http.url}/playground` : http.url
}

/** This process alone has the embedded database, so it does what the command line asks for. */
async function openCommandLine(at: Workplace, started: Started): Promise<void> {
  const tasks = terminalCommands.flatMap(command => command.tasks ?? [])
  const door = await openDoor({ file: at.folder.commandLine, tasks, at })
  started.add(() => door.close())
}

/** Where the first team's digest goes by the settings: a webhook's group where no robot could be told of one. */
function digestPlacesOf({ slack, wecom }: Secrets): { platform: string; id: string }[] {
  const isByWebhook = wecom !== null && wecom.webhookKey !== null && wecom.robot === null
  return [
    ...(slack?.digestChannel ? [{ platform: 'slack', id: slack.digestChannel }] : []),
    ...(isByWebhook ? [{ platform: 'wecom', id: webhookGroup }] : []),
  ]
}

/** A file is read as fast as it lands, which takes longer than what platforms send. */
function arrivesWithinMs(path: string): number | undefined {
  return path.startsWith('/api/v1/import/') ? 600_000 : undefined
}

interface LocalPlatforms {
  slack: SlackSettings
  wecom: WecomSettings | null
  mail: EmailOptions
}

/** A Slack of our own in this process, when no real one is set: the bot reaches it like the real one, over HTTP; a WeCom if asked for; and a mailbox for all mail. */
async function startLocal(at: {
  settings: Settings
  folder: string
  http: HttpServer
  rooms: Contributions
  mounts: Mount[]
  started: Started
}): Promise<LocalPlatforms> {
  const { settings, folder, http, rooms, mounts, started } = at
  const commands = rooms.commands.map(({ name, summary, verbs }) => ({
    name: `/${name}`,
    description: summary.en,
    usageHint: verbs[0]?.usage.en.replace(/^\/\S+\s*/, '') ?? '',
  }))
  const pageDir = join(dirname(fileURLToPath(import.meta.url)), '..', 'playground', 'page')
  const shortcuts = rooms.shortcuts.map(({ name, label }) => ({ callbackId: name, name: label.en }))
  const files = { stateFile: join(folder, 'slack.json'), mailFile: join(folder, 'mail.json') }
  const playground = await startPlayground({ commands, shortcuts, pageDir, hasWecom: settings.playgroundWecom, ...files })
  started.add(() => playground.stop())
  const wecom = settings.playgroundWecom ? await createLocalWecom({ pageDir, stateFile: join(folder, 'wecom.json') }) : null
  if (wecom) {
    started.add(() => wecom.stop())
    mounts.push(wecom.handle)
    http.upgrades.push(wecom.upgrade)
  }
  playground.setBotUrl(http.url)
  mounts.push(playground.handle)
  http.upgrades.push(playground.upgrade)
  const { botToken, signingSecret, apiUrl } = playground.slackSettings
  const transport: MailTransport = {
    send: async mail => ({ kind: 'sent', ref: playground.mailbox.take(mail) }),
    check: async () => ({ ok: true, detail: { en: 'the playground’s mailbox', 'zh-CN': '演练场邮箱' } }),
    close: async () => undefined,
  }
  return {
    slack: { botToken, connection: { by: 'http', signingSecret }, apiUrl: apiUrl(http.url) },
    wecom: wecom && { ...wecom.settings(http.url), contacts: null, webhookKey: null },
    mail: { from: 'Lumen <surveys@lumen.example>', transport },
  }
}
