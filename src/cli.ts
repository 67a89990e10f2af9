// Instants are stored and compared in UTC, as in the bot. Set before anything reads the clock.
process.env.TZ = 'UTC'

import { existsSync } from 'node:fs'
import { type Contributions, collect } from './chat/contributions.ts'
import { RapportError } from './chat/errors.ts'
import { nearest } from './chat/verbs.ts'
import { type Locale, localeOf } from './chat/wording.ts'
import { cliWords } from './command-line/messages.ts'
import { type PerformParts, perform } from './command-line/perform.ts'
import { runCommand } from './command-line/run.ts'
import type { Workplace } from './command-line/task.ts'
import type { Terminal } from './command-line/terminal.ts'
import { openDataFolder } from './config/data-folder.ts'
import { openSecretKeys } from './config/key-file.ts'
import {
  describeProblems,
  kfInUse,
  mailInUse,
  readSettings,
  type SettingsResult,
  slackInUse,
  wecomInUse,
} from './config/settings.ts'
import { openStore } from './database/store.ts'
import { features } from './features.ts'
import { fileRows } from './imports/file-rows.ts'
import { ensureFirstTeam } from './people/first-team.ts'
import { inspectMail } from './platforms/email/doctor.ts'
import { inspectSlack } from './platforms/slack/doctor.ts'
import { inspectWecom } from './platforms/wecom/doctor.ts'
import { inspectKf } from './platforms/wecom/kf/doctor.ts'
import { terminalCommands } from './terminal-commands.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // What is at hand is finished; a second signal ends at once, which loses that and nothing else.
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
  })
process.exitCode = await run(process.argv.slice(2))

async function run([name = 'help', ...args]: readonly string[]): Promise<number> {
  const locale = terminalLocale()
  const words = cliWords(locale)
  const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))
  const command = terminalCommands.find(candidate => candidate.name === name)
  if (['help', '--help', '-h'].includes(name) || (command && args.includes('--help'))) {
    const told = command ? [command] : terminalCommands
    console.log(words.help(told.map(({ help }) => help(rooms)[locale])))
    return 0
  }
  if (!command) {
    console.error(words.unknown(name, nearest(name, [...terminalCommands.map(known => known.name), 'help'])))
    return 1
  }
  const settings = readSettings(process.env)
  if (!settings.ok && !command.withoutSettings) {
    console.error(`${words.settings}\n${describeProblems(settings.problems)}`)
    return 1
  }
  return runCommand(command, args, terminalOf(locale, rooms, settings))
}

function terminalOf(locale: Locale, rooms: Contributions, settings: SettingsResult): Terminal {
  return {
    locale,
    output: process.stdout,
    errors: process.stderr,
    now: () => performance.now(),
    clock: () => new Date(),
    signal: stopping.signal,
    settings,
    rooms,
    rows: fileRows,
    async inspectPlatforms() {
      const slack = slackInUse(settings)
      const wecom = wecomInUse(settings)
      const kf = kfInUse(settings)
      const mail = mailInUse(settings)
      const publicUrl = settings.ok ? settings.settings.publicUrl : null
      const [ofSlack, ofWecom, ofKf, ofMail] = await Promise.all([
        slack ? inspectSlack(slack) : [],
        wecom ? inspectWecom(wecom) : [],
        kf ? inspectKf({ ...kf, publicUrl }, () => new Date()) : [],
        mail ? inspectMail({ ...mail, publicUrl }, () => new Date()) : [],
      ])
      return [...ofSlack, ...ofWecom, ...ofKf, ...ofMail]
    },
    perform: (task, order, source) => perform(task, order, performParts(settings, rooms), source),
  }
}

/** Which database is meant follows the same settings as `npm start`. */
function performParts(read: SettingsResult, rooms: Contributions): PerformParts {
  if (!read.ok) throw new RapportError('settings', 'The settings cannot be used.', 'Run `npm run rapport -- doctor`.')
  const { settings, secrets } = read
  const { databaseUrl } = secrets
  const folder = openDataFolder(settings)
  const defaults = { zone: settings.defaultZone, locale: settings.defaultLocale, currency: settings.defaultCurrency }
  return {
    doorFile: databaseUrl ? null : folder.commandLine,
    async open(): Promise<Workplace> {
      const store = await openStore({ folder: folder.database, ...(databaseUrl && { databaseUrl }) })
      await ensureFirstTeam(store, defaults)
      const keys = openSecretKeys(secrets.secretKeys, folder.secretKey)
      return { store, rooms, defaults, folder, keys, now: () => new Date(), batchRows: 20_000 }
    },
    now: () => performance.now(),
    signal: stopping.signal,
  }
}

/** The terminal's language, else the company's. */
function terminalLocale(): Locale {
  const { LC_ALL, LC_MESSAGES, LANG, DEFAULT_LOCALE } = process.env
  const terminal = LC_ALL || LC_MESSAGES || LANG || ''
  return terminal.startsWith('zh') ? 'zh-CN' : localeOf(DEFAULT_LOCALE)
}
