import type { BenchArguments, BenchDatabase } from './arguments.ts'
import { signingSecret, startBot, startEcho } from './bot.ts'
import { type BenchStore, makeDatabase } from './database.ts'
import { loadShop } from './load.ts'
import { type ImportFigures, measureImport } from './measure-import.ts'
import { type JobFigures, markJobsDone, measureJobs } from './measure-jobs.ts'
import { type LookupFigures, measureLookups } from './measure-lookups.ts'
import { memoryOf } from './processes.ts'
import { openLine } from './requests.ts'
import type { BenchCustomer } from './shop.ts'
import { timed } from './statistics.ts'

export interface DatabaseFigures {
  database: BenchDatabase
  version: string
  customers: number
  orders: number
  loadSeconds: number
  jobs?: JobFigures
  lookups?: LookupFigures
  import?: ImportFigures
  /** MB */
  memory?: { idle: number; peak: number } | null
}

/** Everything about one database: a shop is loaded, the jobs run on it, then the bot is started and asked. */
export async function benchDatabase(kind: BenchDatabase, options: BenchArguments): Promise<DatabaseFigures> {
  const database = await makeDatabase(kind)
  try {
    const { customers, figures } = await prepare(database, options)
    if (options.only.includes('lookup')) Object.assign(figures, await askBot(database, customers, options.requests))
    if (options.only.includes('import')) figures.import = await measureImport(database, options.rows, customers.length)
    return figures
  } finally {
    await database.remove()
  }
}

async function prepare(
  database: BenchStore,
  options: BenchArguments,
): Promise<{ customers: BenchCustomer[]; figures: DatabaseFigures }> {
  const now = new Date()
  const store = await database.open()
  try {
    const { result: loaded, seconds } = await timed(() => loadShop(store, options.customers, now))
    await store.bulk(bulk => bulk.run('ANALYZE'))
    const figures: DatabaseFigures = {
      database: database.kind,
      version: await database.version(store),
      customers: loaded.customers.length,
      orders: loaded.orders,
      loadSeconds: seconds,
    }
    if (options.only.includes('jobs')) figures.jobs = await measureJobs(store, now)
    await markJobsDone(store, now)
    return { customers: loaded.customers, figures }
  } finally {
    await store.close()
  }
}

const settleMs = 3_000

async function askBot(
  database: BenchStore,
  customers: BenchCustomer[],
  requests: number,
): Promise<Pick<DatabaseFigures, 'lookups' | 'memory'>> {
  const [bot, echo] = [await startBot(database), await startEcho()]
  const lines = { bot: openLine(bot.url, signingSecret), echo: openLine(echo.url, signingSecret) }
  try {
    // Idle is what is left when the start and the first heartbeat are over.
    await new Promise(resolve => setTimeout(resolve, settleMs))
    const idle = memoryOf(bot.pid)
    const lookups = await measureLookups({ ...lines, customers, requests })
    const peak = memoryOf(bot.pid)
    return { lookups, memory: idle && peak && { idle: idle.now, peak: peak.peak } }
  } catch (error) {
    throw new Error(`the bot printed:\n${bot.output()}`, { cause: error })
  } finally {
    lines.bot.close()
    lines.echo.close()
    await echo.stop()
    await bot.stop()
  }
}
