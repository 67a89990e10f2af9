import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { openStore, type Store } from '../../src/database/store.ts'
import { createLocalSlack, type LocalSlack, type LocalSlackOptions } from '../../src/playground/local-slack.ts'
import type { Channel } from '../../src/playground/model.ts'
import { BOT_USER_ID, demoWorkspace } from '../../src/playground/workspace.ts'
import { copyTemplate } from '../harness/embedded-template.ts'
import { type BotProcess, slackSecrets, startBot, type Transport } from '../harness/process.ts'
import { freshPath } from '../harness/run-folder.ts'
import { seed } from '../harness/seed.ts'

/** Real processes on a busy machine: patience is long, and every wait ends as soon as its condition holds. */
export const patience = { timeout: 120_000, interval: 25 }
export { seed }

export interface Outside {
  slack: LocalSlack
  apiUrl: string
  transport: Transport
}

/**
 * A Slack outside the bot's process, with these channels beside the demo workspace's. `transport`: how it reaches the bots that `start`
 * starts for it, by HTTP unless said.
 */
export async function outsideSlack(
  channels: readonly string[] = [],
  { transport = 'http', ...options }: Partial<LocalSlackOptions> & { transport?: Transport } = {},
): Promise<Outside> {
  const workspace = demoWorkspace()
  workspace.channels.push(...channels.map(channelOf))
  const slack = await createLocalSlack({
    ...slackSecrets,
    workspace,
    commands: ['/log', '/customer', '/care', '/rapport'].map(name => ({ name, description: name, usageHint: '' })),
    retryDelaysMs: [],
    ackTimeoutMs: patience.timeout,
    ...options,
  })
  const url = await slack.listen(0)
  onTestFinished(() => slack.stop())
  return { slack, apiUrl: `${url}/playground/slack/api/`, transport }
}

function channelOf(id: string): Channel {
  const base = { name: id.toLowerCase(), kind: 'channel', isPrivate: false, shared: false, topic: '', archived: false } as const
  return { ...base, id, members: [BOT_USER_ID], created: 1_735_689_600 }
}

export const channelIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `C${1_000_000 + index}`)

/** Starts the bot and lets people's doings reach it. */
export async function start(
  { slack, apiUrl, transport }: Outside,
  database: Database,
  env: Record<string, string> = {},
): Promise<BotProcess> {
  const bot = await startBot({ apiUrl, ...database, transport, env })
  if (transport === 'http') slack.setBotUrl(bot.url)
  else await until(() => expect(slack.sockets.count()).toBeGreaterThan(0))
  return bot
}

/** Where a bot keeps its data: its own folder, or a Postgres. */
export interface Database {
  dataDir: string
  databaseUrl?: string
}

/** A folder whose embedded database is migrated and empty. */
export async function embeddedDatabase(): Promise<Database> {
  const dataDir = freshPath('data')
  await copyTemplate(join(dataDir, 'live', 'database'))
  return { dataDir }
}

/** Works in the bot's database; on the embedded one only while no bot runs. */
export async function inDatabase<T>({ dataDir, databaseUrl }: Database, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = join(dataDir, 'live', 'database')
  const store = await openStore({ folder, ...(databaseUrl ? { databaseUrl } : {}) })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Teams whose digest is due now, each bound to its channels; and one customer of the first team, Acme. */
export async function seedTeams(store: Store, teams: readonly (readonly string[])[], digestAt = '00:00'): Promise<void> {
  const createdAt = new Date(Date.now() - 3 * 86_400_000)
  const base = { zone: noonZone(new Date()), locale: 'en', currency: 'EUR', workdays: [1, 2, 3, 4, 5, 6, 7], digestAt, createdAt }
  for (const [index, channels] of teams.entries()) {
    const team = await store.db.team.create({ data: { name: `Team ${index + 1}`, ...base } })
    await store.db.channel.createMany({
      data: channels.map(ref => ({ platform: 'slack', ref, name: ref.toLowerCase(), kind: 'internal', teamId: team.id })),
    })
  }
  await store.db.customer.create({ data: { name: 'Acme', searchText: 'acme', teamId: 1 } })
}

/** A zone where it is about noon: no midnight comes while a test runs. */
export function noonZone(now: Date): string {
  const ahead = 12 - now.getUTCHours()
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** How often each of the bot's messages stands in the workspace, by the key it carries. */
export function arrivals(slack: LocalSlack): Map<string, number> {
  const counts = new Map<string, number>()
  for (const messages of slack.world.messages.values())
    for (const { metadata } of messages) {
      const key = metadata?.event_payload.key
      if (typeof key === 'string') counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  return counts
}

/** Digests that stand in these channels, one number each. */
export function digestsIn(slack: LocalSlack, channels: readonly string[]): number[] {
  return channels.map(
    id => slack.messages(id).filter(({ metadata }) => String(metadata?.event_payload.key).startsWith('digest:')).length,
  )
}

export const callsOf = (slack: LocalSlack, method: string, channel?: string) =>
  slack.calls.filter(call => call.method === method && (channel === undefined || call.args.channel === channel))

export const until = (condition: () => void | Promise<void>): Promise<void> => vi.waitFor(condition, patience)

/** Keys of the messages that a bot marked as sent, by its log. */
export function sentBy({ log }: BotProcess): string[] {
  return log.split('\n').flatMap(line => {
    if (!line.includes('"delivery.attempt"') || !line.includes('"sent"')) return []
    return [String((JSON.parse(line) as { key: string }).key)]
  })
}

/** Numbers in 0..1 that a seed repeats (mulberry32). */
export function random(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
