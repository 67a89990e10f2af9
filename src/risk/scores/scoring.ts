import type { LocalDate } from '../../chat/dates/zone.ts'
import type { RiskSignal } from '../../chat/risk-signal.ts'
import { localeOf } from '../../chat/wording.ts'
import type { Tx } from '../../database/store.ts'
import type { Band } from '../rules/bands.ts'
import { type Scored, scoreOf, type TeamModel } from '../rules/score.ts'
import { createTally, keepDay } from './day-store.ts'
import {
  type Chosen,
  chosenIds,
  dueCustomers,
  freshInputs,
  type InputsRow,
  inRanges,
  type ScoredTeam,
  storedInputs,
} from './inputs-store.ts'
import { forgetModels, modelOn, trainOn } from './model-store.ts'
import { recordLeaving, removeScores, takeBackLeaving, writeScores } from './score-store.ts'

/** A customer's score beside all that it was made from. */
export interface ScoredRow extends InputsRow, Scored {
  /** The score of the last row of history, this run's included. */
  noted: number | null
}

/** What scoring works with: the transaction, and the signals that rooms contribute. */
export interface Scoring {
  tx: Tx
  signals: readonly RiskSignal[]
}

/** Trains the team's model and works out all of its scores from what is on record. */
export async function buildScores(scoring: Scoring, team: ScoredTeam, date: LocalDate): Promise<void> {
  await lockScores(scoring.tx, team.id)
  const model = await trainOn(scoring.tx, team, date)
  await scoreAll(scoring, team, date, model, within => freshInputs(scoring.tx, scoring.signals, team, date, within))
}

/** Trains the team's model and lets its scores grow a day older; what customers did since was taken in when it happened. */
export async function ageScores(scoring: Scoring, team: ScoredTeam, date: LocalDate): Promise<void> {
  await lockScores(scoring.tx, team.id)
  const model = await trainOn(scoring.tx, team, date)
  await refreshDue(scoring, team, date, model)
  await scoreAll(scoring, team, date, model, within => storedInputs(scoring.tx, scoring.signals, team, date, within))
}

/** Works out the scores of a few customers from what is on record, with the team's latest model. */
export async function scoreTouched(
  { tx, signals }: Scoring,
  team: ScoredTeam,
  ids: readonly number[],
  date: LocalDate,
  toldOn: LocalDate = date,
): Promise<'scored' | 'no-model'> {
  await lockScores(tx, team.id)
  const model = await modelOn(tx, team.id, date)
  if (!model) return 'no-model'
  const rows = await freshInputs(tx, signals, team, date, chosenIds(ids))
  await land(tx, team, date, scored(rows, model, date), toldOn)
  return 'scored'
}

/** One writer of a team's scores at a time: what was read is still so when it is written. Held until the transaction ends. */
async function lockScores(tx: Tx, teamId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rapport scores ${teamId}`}, 0))`
}

/** Customers of whom something becomes true by its date: an order dated ahead, a contract that begins or ends. */
async function refreshDue({ tx, signals }: Scoring, team: ScoredTeam, date: LocalDate, model: TeamModel): Promise<void> {
  const ids = await dueCustomers(tx, team, date)
  for (let at = 0; at < ids.length; at += refreshedAtOnce) {
    const rows = await freshInputs(tx, signals, team, date, chosenIds(ids.slice(at, at + refreshedAtOnce)))
    await land(tx, team, date, scored(rows, model, date))
  }
}

const refreshedAtOnce = 5_000

async function scoreAll(
  { tx }: Scoring,
  team: ScoredTeam,
  date: LocalDate,
  model: TeamModel,
  read: (within: Chosen) => Promise<InputsRow[]>,
): Promise<void> {
  const tally = createTally()
  // The database writes one range while the next is worked out here.
  let writing: Promise<void> = Promise.resolve()
  for await (const inputs of inRanges(tx, team.id, read)) {
    const rows = scored(inputs, model, date)
    for (const row of rows) if (!hasLeft(row, date)) tally.add(row)
    await writing
    writing = land(tx, team, date, rows)
    writing.catch(() => {})
  }
  await writing
  await keepDay(tx, team.id, date, tally)
  await forgetModels(tx, team.id, date)
}

export const scored = (rows: readonly InputsRow[], model: TeamModel, date: LocalDate): ScoredRow[] =>
  rows.map(row => Object.assign(row, scoreOf(model, row.inputs, date, bandBefore(row)), { noted: row.before?.noted ?? null }))

const bandBefore = ({ before }: InputsRow): Band | null => (before?.floor ? null : (before?.band ?? null))

/** Marked, or by the rule. */
export const hasLeft = ({ leftOn, leavesOn }: ScoredRow, date: LocalDate): boolean =>
  leftOn !== null || (leavesOn !== null && leavesOn <= date)

/** Nothing is known of whom there is neither an order nor a contract nor a point. */
const isKnown = ({ target, inputs }: ScoredRow): boolean => target !== 'points' || inputs.points !== 0

async function land(
  tx: Tx,
  team: ScoredTeam,
  date: LocalDate,
  rows: readonly ScoredRow[],
  toldOn: LocalDate = date,
): Promise<void> {
  const gone = rows.filter(row => hasLeft(row, date))
  await recordLeaving(tx, gone, localeOf(team.locale))
  const back = rows.filter(row => row.leftByRule && !hasLeft(row, date))
  await takeBackLeaving(
    tx,
    back.map(row => row.customerId),
    date,
  )
  const stays = (row: ScoredRow): boolean => !hasLeft(row, date) && isKnown(row)
  await removeScores(
    tx,
    rows.filter(row => row.before && !stays(row)).map(row => row.customerId),
  )
  await writeScores(tx, team.id, rows.filter(stays), date, toldOn)
}
