import { clearInterval, setInterval } from 'node:timers'
import { addDays } from '../../../src/chat/dates/zone.ts'
import type { Store } from '../../../src/database/store.ts'
import { ageScores, buildScores, scoreTouched } from '../../../src/risk/scores/scoring.ts'
import { timed } from '../statistics.ts'
import { fillShop, newOrders, today } from './shop.ts'

export interface RiskFigures {
  customers: number
  orders: number
  /** Seconds. */
  load: number
  /** The bare aggregate before and after the build: the machine's own unrest shows in their difference. */
  bare: [number, number]
  build: number
  /** New orders of 1.5 % of the customers, and everybody a day older. */
  touched: number
  delta: { following: number; ageing: number }
  /** Of this process, MB. */
  peakMemory: number
}

const team = { id: 1, zone: 'Europe/Berlin', locale: 'en', horizonDays: 90 }
/** Followed together, as minutes of a busy day would. */
const together = 1_000
const patience = { timeoutMs: 3_600_000 }

/** What any scoring has to read, over the same index and by the same local days, and nothing else. */
const bareAggregate = `
  SELECT sum(days), sum(amount), min(first), max(last) FROM (
    SELECT "customerId", count(DISTINCT ("orderedAt" AT TIME ZONE '${team.zone}')::date) AS days, min("orderedAt") AS first,
           max("orderedAt") AS last, sum("amount") AS amount
    FROM "Order" GROUP BY "customerId") facts`

/** Fills the database, builds all scores, follows a day and lets everybody age, each beside the bare aggregate. */
export async function measureRisk(store: Store, vacuum: () => Promise<void>, customers: number): Promise<RiskFigures> {
  const { result: orders, seconds: load } = await timed(() => store.bulk(bulk => fillShop(bulk, customers)))
  await vacuum()
  const memory = watchMemory()
  const bare = async () => (await timed(() => store.bulk(bulk => bulk.rows(bareAggregate)))).seconds
  const scoring = { signals: [] }
  await bare()
  const before = await bare()
  const { seconds: build } = await timed(() => store.tx(tx => buildScores({ tx, ...scoring }, team, today), patience))
  const after = await bare()
  const ids = await store.bulk(newOrders)
  await vacuum()
  const tomorrow = addDays(today, 1)
  const { seconds: following } = await timed(async () => {
    for (let at = 0; at < ids.length; at += together)
      await store.tx(tx => scoreTouched({ tx, ...scoring }, team, ids.slice(at, at + together), tomorrow), patience)
  })
  const { seconds: ageing } = await timed(() => store.tx(tx => ageScores({ tx, ...scoring }, team, tomorrow), patience))
  return {
    ...{ customers, orders, load, bare: [before, after], build, touched: ids.length },
    delta: { following, ageing },
    peakMemory: memory.stop(),
  }
}

function watchMemory(): { stop(): number } {
  let peak = 0
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  const timer = setInterval(look, 100)
  return {
    stop() {
      clearInterval(timer)
      look()
      return Math.round(peak / 1e6)
    },
  }
}
