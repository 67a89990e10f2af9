import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { LocalDate } from '../chat/dates/zone.ts'
import type { Locale, Worded } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import type { Assessed, Assessment } from './assess.ts'
import type { Band, RiskReason } from './estimate.ts'

/** A customer's stored score, as the card reads it. */
export interface StoredScore {
  score: number
  band: Band
  reasons: RiskReason[]
  asOf: Date
}

/** Rows of one statement; in between, chat gets its turn on the embedded database. */
const atOnce = 20_000

/** Writes all scores, for each says its day, and removes those of customers who left. Cost: an upsert of arrays for each 20,000. */
export async function saveScores(tx: Tx, teamId: number, assessment: Assessment, date: LocalDate): Promise<void> {
  const here = assessment.customers.filter(customer => customer.left === null)
  const gone = assessment.customers.filter(customer => customer.left !== null)
  await tx.$executeRaw`DELETE FROM "RiskScore" WHERE "customerId" = ANY(${ids(gone)}::int[])`
  for (let at = 0; at < here.length; at += atOnce) {
    await upsertScores(tx, teamId, assessment.method, here.slice(at, at + atOnce), date)
    await nextTurn()
  }
}

async function upsertScores(tx: Tx, teamId: number, method: string, rows: readonly Assessed[], date: LocalDate): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RiskScore" ("customerId", "teamId", "score", "band", "method", "reasons", "value", "currency", "asOf")
    SELECT id, ${teamId}, score, band, ${method}, reasons::jsonb, value, currency, ${date}::date
    FROM unnest(${ids(rows)}::int[], ${rows.map(row => row.score)}::float8[], ${rows.map(row => row.band)}::text[],
                ${rows.map(row => JSON.stringify(row.reasons))}::text[], ${rows.map(row => row.value)}::numeric[],
                ${rows.map(row => row.currency)}::text[]) AS fresh (id, score, band, reasons, value, currency)
    ON CONFLICT ("customerId") DO UPDATE
    SET "teamId" = excluded."teamId", "score" = excluded."score", "band" = excluded."band", "method" = excluded."method",
        "reasons" = excluded."reasons", "value" = excluded."value", "currency" = excluded."currency", "asOf" = excluded."asOf"`
}

const ids = (customers: readonly Assessed[]): number[] => customers.map(customer => customer.customerId)

/**
 * Dates the leaving of customers who were not marked yet: once, on the timeline, with its rule as reason.
 * Returns how many left.
 */
export async function recordLeaving(tx: Tx, assessment: Assessment, locale: Locale): Promise<number> {
  const reason = leftByRule[locale]
  const left = assessment.customers.filter(customer => customer.left !== null && customer.leftOn === null)
  return tx.$executeRaw`
    WITH fresh AS (
      SELECT * FROM unnest(${ids(left)}::int[], ${left.map(row => row.left)}::date[]) AS fresh (id, day)),
    marked AS (
      UPDATE "Customer" c SET "leftAt" = fresh.day::timestamp AT TIME ZONE t."zone", "leftReason" = ${reason}, "version" = c."version" + 1
      FROM fresh, "Team" t WHERE c."id" = fresh.id AND t."id" = c."teamId" AND c."leftAt" IS NULL
      RETURNING c."id", c."leftAt")
    INSERT INTO "Activity" ("customerId", "kind", "at", "source", "data")
    SELECT id, 'left', "leftAt", 'job', jsonb_build_object('reason', ${reason}::text) FROM marked`
}

/** The reason kept when the rule, not a person, found that a customer left; in the team's language, like reasons people give. */
const leftByRule: Worded = { en: 'no orders for a long time (by rule)', 'zh-CN': '长期没有下单（系统判定）' }

const cycleValue = z.number()

/** The population's cycle of the team's last whole run; null before the first. */
export async function storedCycle(tx: Tx, teamId: number): Promise<number | null> {
  const row = await tx.storedValue.findUnique({ where: { key: cycleKey(teamId) } })
  return row ? cycleValue.parse(row.value) : null
}

export async function keepCycle(tx: Tx, teamId: number, days: number): Promise<void> {
  await tx.storedValue.upsert({
    where: { key: cycleKey(teamId) },
    create: { key: cycleKey(teamId), value: days },
    update: { value: days },
  })
}

const cycleKey = (teamId: number) => `risk.cycle.${teamId}`
