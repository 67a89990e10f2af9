import { setTimeout as wait } from 'node:timers/promises'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Contributions } from '../chat/contributions.ts'
import type { Receive } from '../chat/platform.ts'
import { findCommand } from '../chat/route.ts'
import type { Log, LogFields } from '../config/log.ts'
import type { Store } from '../database/store.ts'
import { type Mount, send } from './server.ts'

export interface Metrics {
  /** The same log; what it is told is counted too. Nobody else needs to know that there are metrics. */
  watch(log: Log): Log
  /** The same way in; how long each kind of event takes is measured. */
  time(receive: Receive, rooms: Pick<Contributions, 'commands'>): Receive
  /** `GET /metrics`; of queues and the database it says how they are when it is asked. */
  mount(store: Store, now: () => Date): Mount
}

/**
 * What a Prometheus reads. Labels are words of our own (names of commands and jobs, states, platforms) and stable codes, never anything
 * people wrote or are called, and there are few of each.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const own = { registers: [registry] }
  collectDefaultMetrics({ register: registry, prefix: 'rapport_' })
  const handled = new Histogram({
    name: 'rapport_handled_seconds',
    help: 'Time to handle what a person did, by command (or kind of event) and kind of answer',
    labelNames: ['command', 'answer'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    ...own,
  })
  const deliveries = new Counter({
    name: 'rapport_delivery_attempts_total',
    help: 'Attempts to send a message, by platform and what became of it',
    labelNames: ['platform', 'state'],
    ...own,
  })
  const jobs = new Histogram({
    name: 'rapport_job_seconds',
    help: 'Runs of scheduled work, by job and outcome',
    labelNames: ['job', 'outcome'],
    buckets: [0.03, 0.1, 0.3, 1, 3, 10, 30],
    ...own,
  })
  const lastRun = new Gauge({
    name: 'rapport_job_last_success_timestamp_seconds',
    help: 'When a job last ran well in this process',
    labelNames: ['job'],
    ...own,
  })
  const problems = new Counter({
    name: 'rapport_problems_total',
    help: 'What the log reported as a warning or an error, by event and code',
    labelNames: ['event', 'code'],
    ...own,
  })
  const codes = atMost(200)

  const count = (level: string, event: string, fields: LogFields): void => {
    const { platform = '', state = '', job = '', ms = 0, code = '' } = fields
    if (event === 'delivery.attempt') deliveries.inc({ platform, state })
    if (event === 'job.ran' || event === 'job.failed')
      jobs.observe({ job, outcome: event === 'job.ran' ? 'ran' : 'failed' }, ms / 1_000)
    if (event === 'job.ran') lastRun.set({ job }, Date.now() / 1_000)
    if (level === 'warn' || level === 'error') problems.inc({ event, code: codes(code) })
  }

  return {
    watch: log => (level, event, fields) => {
      count(level, event, fields ?? {})
      log(level, event, fields)
    },
    time: (receive, rooms) => async (incoming, progress) => {
      const stop = handled.startTimer()
      const reply = await receive(incoming, progress)
      const known = incoming.kind === 'command' ? findCommand(rooms, incoming.name) : undefined
      stop({ command: known ? `/${known.name}` : incoming.kind, answer: reply.kind })
      return reply
    },
    mount(store, now) {
      const refresh = observeQueues(registry, store, now)
      return async (request, response, path) => {
        if (path !== '/metrics') return false
        // What comes through a proxy comes from outside, and figures are nobody's business there.
        if (Object.keys(request.headers).some(name => fromProxy.test(name))) return false
        if (request.method !== 'GET') return send(response, 405, 'GET only')
        await refresh()
        return send(response, 200, await registry.metrics(), registry.contentType)
      }
    },
  }
}

/** What proxies add. One that adds nothing must not route `/metrics`. */
const fromProxy = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/

/** Codes come from platforms and databases too: more different ones than this are `other`. */
function atMost(limit: number): (code: string) => string {
  const known = new Set<string>()
  return code => {
    const short = /^[\w.-]{0,60}$/.test(code) ? code : 'other'
    if (known.size < limit) known.add(short)
    return known.has(short) ? short : 'other'
  }
}

interface Queue {
  queue: string
  platform: string
  state: string
  count: number
  age: number
}

/** What waits and since when: to be asked for whenever the metrics are. Sent and handled rows are not read. */
function observeQueues(registry: Registry, store: Store, now: () => Date): () => Promise<void> {
  const labelNames = ['queue', 'platform', 'state']
  const registers = [registry]
  const help = 'What waits in the inbox and outbox, or failed there and is still kept, by platform and state'
  const items = new Gauge({ name: 'rapport_queue_items', help, labelNames, registers })
  const age = new Gauge({ name: 'rapport_queue_oldest_seconds', help: 'Age of the oldest that waits', labelNames, registers })
  const up = new Gauge({ name: 'rapport_database_up', help: '1 when the database answered', registers })
  const latency = new Gauge({ name: 'rapport_database_answer_seconds', help: 'How long the database took to answer', registers })
  return async () => {
    const begun = performance.now()
    const found = await inTime(queues(store, now())).catch(() => null)
    latency.set((performance.now() - begun) / 1_000)
    up.set(found ? 1 : 0)
    items.reset()
    age.reset()
    for (const { queue, platform, state, count, age: seconds } of found ?? []) {
      items.set({ queue, platform, state }, count)
      if (state === 'pending' || state === 'sending') age.set({ queue, platform, state }, Math.max(0, seconds))
    }
  }
}

/** Whoever scrapes gives up after some seconds: better to say that the database is slow than to say nothing. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const patience = new AbortController()
  const late = wait(3_000, null, { signal: patience.signal, ref: false }).then(() => Promise.reject(new Error('slow')))
  late.catch(() => undefined)
  return Promise.race([work, late]).finally(() => patience.abort())
}

function queues({ db }: Store, now: Date): Promise<Queue[]> {
  return db.$queryRaw<Queue[]>`
    SELECT 'outbox' AS queue, platform, state, count(*)::int AS count, extract(epoch FROM ${now}::timestamptz - min("notBefore"))::float8 AS age
    FROM "OutboxItem" WHERE state IN ('pending', 'sending', 'failed', 'unknown') GROUP BY platform, state
    UNION ALL
    SELECT 'inbox', platform, state, count(*)::int, extract(epoch FROM ${now}::timestamptz - min("receivedAt"))::float8
    FROM "InboxItem" WHERE state IN ('pending', 'failed') GROUP BY platform, state`
}
