// Instants are stored and compared in UTC, as in the bot. Set before anything reads the clock.
process.env.TZ = 'UTC'

import { existsSync } from 'node:fs'
import { collect } from './chat/feature.ts'
import { nearest } from './chat/verbs.ts'
import { type Locale, localeOf } from './chat/wording.ts'
import { openDataFolder } from './config/data-folder.ts'
import { describeProblems, readSettings, type Secrets, type Settings } from './config/settings.ts'
import { openStore } from './database/store.ts'
import { features } from './features.ts'
import { describeError, importCommand } from './imports/command.ts'
import { cliWords } from './imports/help-messages.ts'
import { createImporter } from './imports/importer.ts'
import { ensureFirstTeam } from './people/first-team.ts'

const commands = ['import', 'help'] as const

if (existsSync('.env')) process.loadEnvFile('.env')
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // The batch at hand is finished; a second signal ends at once, which loses that batch and nothing else.
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
  })
process.exitCode = await run(process.argv.slice(2))

async function run([command = 'help', ...args]: readonly string[]): Promise<number> {
  const words = cliWords(terminalLocale())
  if (command === 'help' || command === '--help' || command === '-h') {
    console.log(words.help)
    return 0
  }
  if (command !== 'import') {
    console.error(words.unknown(command, nearest(command, commands)))
    return 1
  }
  if (args.includes('--help')) {
    console.log(words.help)
    return 0
  }
  const read = readSettings(process.env)
  if (!read.ok) {
    console.error(`${words.settings}\n${describeProblems(read.problems)}`)
    return 1
  }
  try {
    return await runImport(args, read.settings, read.secrets)
  } catch (error) {
    console.error(describeError(error))
    return 1
  }
}

/** The terminal's language, else the company's. */
function terminalLocale(): Locale {
  const { LC_ALL, LC_MESSAGES, LANG, DEFAULT_LOCALE } = process.env
  const terminal = LC_ALL || LC_MESSAGES || LANG || ''
  return terminal.startsWith('zh') ? 'zh-CN' : localeOf(DEFAULT_LOCALE)
}

async function runImport(args: readonly string[], settings: Settings, secrets: Secrets): Promise<number> {
  const folder = openDataFolder(settings)
  const { databaseUrl } = secrets
  const defaults = { zone: settings.defaultZone, locale: settings.defaultLocale, currency: settings.defaultCurrency }
  const { importKinds } = collect(features({ checks: async () => [], nextRuns: async () => [] }))
  return importCommand(args, {
    doorFile: databaseUrl ? null : folder.commandLine,
    async openStore() {
      const store = await openStore({ folder: folder.database, ...(databaseUrl && { databaseUrl }) })
      await ensureFirstTeam(store, defaults)
      return store
    },
    importer: store => createImporter({ store, kinds: importKinds, defaults, now: () => new Date(), batchRows: 20_000 }),
    locale: terminalLocale(),
    output: process.stdout,
    errors: process.stderr,
    now: () => performance.now(),
    signal: stopping.signal,
  })
}
