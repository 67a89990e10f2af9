import type { LocalDate } from '../../chat/dates/zone.ts'
import type { Locale } from '../../chat/wording.ts'
import { leftByRule, ruleReasons } from '../../customers/left-reason.ts'
import { toArrayLiteral } from '../../database/bulk.ts'
import type { Tx } from '../../database/store.ts'
import { factsText, orderDates } from './packed.ts'
import type { ScoredRow } from './scoring.ts'

/** The step by which a score has moved when it gets a row of history; a change of band gets one always. */
export const historyStep = 0.05
/** A value that moved by less than a hundredth is not written anew. */
const valueStep = 0.01

/**
 * Writes the scores that say something else than the row that stands: another whole point, band, rule, value, or other facts.
 * `toldOn`: the day whose digest tells what moved.
 */
export async function writeScores(
  tx: Tx,
  teamId: number,
  rows: readonly ScoredRow[],
  date: LocalDate,
  toldOn: LocalDate = date,
): Promise<void> {
  const whole = rows.filter(row => row.before === null || factsText(row.inputs, row.currency, teamId) !== row.before.facts)
  const known = new Set(whole)
  const aged = rows.filter(row => !known.has(row) && saysElse(row))
  const noted = [...whole, ...aged].filter(isNoted)
  for (const row of noted) row.noted = row.score
  if (whole.length > 0) await upsert(tx, teamId, whole, date)
  if (aged.length > 0) await update(tx, aged, date)
  const moved = noted.filter(row => row.before !== null)
  if (moved.length > 0) await noteHistory(tx, moved, toldOn)
}

export const wholePoints = (score: number | null): number | null => (score === null ? null : Math.round(score * 100))

/** Of customers of whom nothing new is known: whether the mere passing of time, or a new model, changed what is shown. */
function saysElse({ score, band, value, inputs, before }: ScoredRow): boolean {
  if (before === null) return true
  return (
    wholePoints(score) !== wholePoints(before.score) ||
    band !== before.band ||
    Math.abs(value - before.value) > Math.max(valueStep * before.value, valueStep / 2) ||
    Math.abs(inputs.points - before.points) > 0.005
  )
}

/** Whether the score has moved enough for a row of history; the first score has none: it comes from nowhere. */
function isNoted({ score, band, before }: ScoredRow): boolean {
  if (before === null || band !== before.band) return true
  if (score === null || before.noted === null) return score !== before.noted
  return Math.abs(score - before.noted) >= historyStep
}

/**
 * An upsert from one array a column. They are handed over as text, which costs a tenth of parameters one by one. Cost: the rows given, and
 * for each a look at the index of customers.
 */
async function upsert(tx: Tx, teamId: number, rows: readonly ScoredRow[], date: LocalDate): Promise<void> {
  const dates = rows.map(({ inputs }) => inputs.orders && orderDates(inputs.orders))
  const contract = rows.map(({ inputs }) => inputs.contract)
  await tx.$executeRaw`
    INSERT INTO "RiskScore" ("customerId", "teamId", "orderDays", "firstOrder", "lastOrder", "netSpend", "firstSpend", "currency",
      "contractEnds", "contractCancelled", "contractYearly", "points", "score", "target", "band", "floor", "value", "yearly", "noted", "asOf")
    SELECT id, ${teamId}, days, first, last, net, first_spend, currency, ends, cancelled, contract_yearly, points, score, target, band, floor, value, yearly, noted, ${date}::date
    FROM unnest(${column(rows, row => row.customerId)}::int[], ${column(rows, ({ inputs }) => (inputs.orders ? inputs.orders.x + 1 : 0))}::int[],
      ${column(dates, pair => pair?.[0])}::date[], ${column(dates, pair => pair?.[1])}::date[],
      ${column(rows, ({ inputs }) => inputs.orders?.netSpend.toFixed(2) ?? 0)}::numeric[],
      ${column(rows, ({ inputs }) => inputs.orders?.firstSpend.toFixed(2) ?? 0)}::numeric[],
      ${toArrayLiteral(rows.map(({ currency }) => currency))}::text[],
      ${column(contract, one => one?.endsOn)}::date[], ${column(contract, one => one?.cancelled ?? false)}::bool[],
      ${column(contract, one => one?.yearly?.toFixed(2))}::numeric[], ${column(rows, ({ inputs }) => inputs.points)}::float8[],
      ${column(rows, row => row.score)}::float8[], ${column(rows, row => row.target)}::text[], ${column(rows, row => row.band)}::text[],
      ${column(rows, row => row.floor)}::text[], ${column(rows, row => row.value.toFixed(2))}::numeric[],
      ${column(rows, row => row.yearly.toFixed(2))}::numeric[], ${column(rows, row => row.noted)}::float8[])
      AS fresh (id, days, first, last, net, first_spend, currency, ends, cancelled, contract_yearly, points, score, target, band, floor, value, yearly, noted)
    ON CONFLICT ("customerId") DO UPDATE SET
      "teamId" = excluded."teamId", "orderDays" = excluded."orderDays", "firstOrder" = excluded."firstOrder", "lastOrder" = excluded."lastOrder",
      "netSpend" = excluded."netSpend", "firstSpend" = excluded."firstSpend", "currency" = excluded."currency",
      "contractEnds" = excluded."contractEnds", "contractCancelled" = excluded."contractCancelled", "contractYearly" = excluded."contractYearly",
      "points" = excluded."points", "score" = excluded."score", "target" = excluded."target", "band" = excluded."band",
      "floor" = excluded."floor", "value" = excluded."value", "yearly" = excluded."yearly", "noted" = excluded."noted", "asOf" = excluded."asOf"`
}

/** The same for rows whose orders and contract are as they were: half the columns, and no index is touched unless the band changed. */
async function update(tx: Tx, rows: readonly ScoredRow[], date: LocalDate): Promise<void> {
  await tx.$executeRaw`
    UPDATE "RiskScore" r SET "points" = aged.points, "score" = aged.score, "target" = aged.target, "band" = aged.band, "floor" = aged.floor,
      "value" = aged.value, "yearly" = aged.yearly, "noted" = aged.noted, "asOf" = ${date}::date
    FROM unnest(${column(rows, row => row.customerId)}::int[], ${column(rows, ({ inputs }) => inputs.points)}::float8[],
      ${column(rows, row => row.score)}::float8[], ${column(rows, row => row.target)}::text[], ${column(rows, row => row.band)}::text[],
      ${column(rows, row => row.floor)}::text[], ${column(rows, row => row.value.toFixed(2))}::numeric[],
      ${column(rows, row => row.yearly.toFixed(2))}::numeric[], ${column(rows, row => row.noted)}::float8[])
      AS aged (id, points, score, target, band, floor, value, yearly, noted)
    WHERE r."customerId" = aged.id`
}

/** An array of numbers, dates or our own words, as the database writes it. */
const column = <Row>(rows: readonly Row[], of: (row: Row) => number | string | boolean | null | undefined): string =>
  `{${rows.map(row => of(row) ?? 'NULL').join(',')}}`

/** A second move on the same day takes the place of the first, and came from where that came from. */
async function noteHistory(tx: Tx, rows: readonly ScoredRow[], date: LocalDate): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RiskHistory" ("customerId", "day", "score", "band", "fromScore", "fromBand")
    SELECT id, ${date}::date, score, band, from_score, from_band
    FROM unnest(${column(rows, row => row.customerId)}::int[], ${column(rows, row => row.score)}::float8[], ${column(rows, row => row.band)}::text[],
                ${column(rows, row => row.before?.score)}::float8[], ${column(rows, row => row.before?.band)}::text[])
      AS moved (id, score, band, from_score, from_band)
    ON CONFLICT ("customerId", "day") DO UPDATE SET "score" = excluded."score", "band" = excluded."band"`
}

/** Takes away the scores of customers who left, or of whom nothing is known any more. */
export async function removeScores(tx: Tx, customerIds: readonly number[]): Promise<void> {
  if (customerIds.length > 0) await tx.$executeRaw`DELETE FROM "RiskScore" WHERE "customerId" = ANY(${[...customerIds]}::int[])`
}

/**
 * Dates the leaving of customers who were not marked yet: once, on the timeline, with its rule as reason.
 * Returns how many left.
 */
export async function recordLeaving(tx: Tx, rows: readonly ScoredRow[], locale: Locale): Promise<number> {
  const left = rows.filter(({ leftOn, leavesOn }) => leftOn === null && leavesOn !== null)
  if (left.length === 0) return 0
  return tx.$executeRaw`
    WITH fresh AS (
      SELECT * FROM unnest(${column(left, row => row.customerId)}::int[], ${column(left, row => row.leavesOn)}::date[],
                           ${toArrayLiteral(left.map(({ target }) => leftByRule[target === 'renewal' ? 'contract' : 'orders'][locale]))}::text[])
        AS fresh (id, day, reason)),
    marked AS (
      UPDATE "Customer" c SET "leftAt" = fresh.day::timestamp AT TIME ZONE t."zone", "leftReason" = fresh.reason, "version" = c."version" + 1
      FROM fresh, "Team" t WHERE c."id" = fresh.id AND t."id" = c."teamId" AND c."leftAt" IS NULL
      RETURNING c."id", c."leftAt", fresh.reason)
    INSERT INTO "Activity" ("customerId", "kind", "at", "source", "data")
    SELECT id, 'left', "leftAt", 'job', jsonb_build_object('reason', reason) FROM marked`
}

/**
 * Takes back what the rule said of customers when facts that arrived late (an order of before, a renewal) say otherwise; the timeline
 * keeps both. What a person said stays.
 */
export async function takeBackLeaving(tx: Tx, customerIds: readonly number[], date: LocalDate): Promise<void> {
  if (customerIds.length === 0) return
  await tx.$executeRaw`
    WITH back AS (
      UPDATE "Customer" c SET "leftAt" = NULL, "leftReason" = NULL, "version" = c."version" + 1
      WHERE c."id" = ANY(${[...customerIds]}::int[]) AND c."leftAt" IS NOT NULL AND c."leftReason" = ANY(${ruleReasons}::text[])
      RETURNING c."id", c."teamId")
    INSERT INTO "Activity" ("customerId", "kind", "at", "source")
    SELECT back."id", 'recovered', ${date}::date::timestamp AT TIME ZONE t."zone", 'job' FROM back JOIN "Team" t ON t."id" = back."teamId"`
}
