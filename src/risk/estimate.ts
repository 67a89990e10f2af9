import { addDays, daysBetween, type LocalDate } from '../chat/dates/zone.ts'

/** What the estimate knows of a customer, as of a day. Days are local to the team. */
export interface Rhythm {
  /** Distinct days with orders, net of returns. */
  orderDays: number
  lastOrder: LocalDate
  /** Median days between order days; null with one order day. */
  ownCycleDays: number | null
  lastContact: LocalDate | null
}

export const bands = ['healthy', 'watch', 'at_risk', 'critical'] as const
export type Band = (typeof bands)[number]

/** Why the estimate is what it is, strongest first; what people read is made from it in both languages. */
export type RiskReason =
  | { kind: 'overdue'; cycleDays: number; silentDays: number; lastOrder: LocalDate; oneOrder: boolean }
  | { kind: 'no-contact'; silentDays: number; lastContact: LocalDate }
  /** Nothing is known: it counts neither way. */
  | { kind: 'missing-contact' }

export interface Estimate {
  /** 0..1: how likely this customer is lost, as an estimate, not a probability that was checked. */
  score: number
  band: Band
  reasons: RiskReason[]
}

/**
 * Overdue once (silent for exactly the usual cycle) is 1 in 4, twice is even, four times 3 in 4:
 * logit(score) = steepness * ln(overdue / 2), steepness = ln 3 / ln 2.
 */
const steepness = Math.log(3) / Math.log(2)
const evenAt = 2

/** The own cycle counts once for each gap seen, the population's twice: log cycle = (x ln own + 2 ln population) / (x + 2). */
const populationWeight = 2

/** A contact within 30 days says nothing; silence adds up to 0.6 to the log-odds by day 90. */
const contact = { freeDays: 30, fullDays: 90, logOdds: 0.6 }

/** Days between orders to expect of this customer. `populationCycleDays` is the median of all, at least one day. */
export function expectedCycle(rhythm: Pick<Rhythm, 'orderDays' | 'ownCycleDays'>, populationCycleDays: number): number {
  const gaps = rhythm.ownCycleDays === null ? 0 : rhythm.orderDays - 1
  const own = Math.log(Math.max(1, rhythm.ownCycleDays ?? 1))
  return Math.exp((gaps * own + populationWeight * Math.log(Math.max(1, populationCycleDays))) / (gaps + populationWeight))
}

/** The first version of churn risk: order rhythm and silence, nothing else. */
export function estimate(rhythm: Rhythm, populationCycleDays: number, asOf: LocalDate): Estimate {
  const cycle = expectedCycle(rhythm, populationCycleDays)
  const silent = Math.max(0, daysBetween(rhythm.lastOrder, asOf))
  const fromOrders = steepness * Math.log(Math.max(silent, 0.5) / cycle / evenAt)
  const contactDays = rhythm.lastContact === null ? null : Math.max(0, daysBetween(rhythm.lastContact, asOf))
  const fromContact = contactDays === null ? 0 : contact.logOdds * silence(contactDays)
  const score = 1 / (1 + Math.exp(-(fromOrders + fromContact)))
  return { score, band: bandOf(score), reasons: reasonsOf(rhythm, cycle, silent, contactDays) }
}

function silence(days: number): number {
  return Math.min(1, Math.max(0, (days - contact.freeDays) / (contact.fullDays - contact.freeDays)))
}

function reasonsOf(rhythm: Rhythm, cycle: number, silentDays: number, contactDays: number | null): RiskReason[] {
  const reasons: RiskReason[] = []
  if (silentDays > cycle)
    reasons.push({
      kind: 'overdue',
      cycleDays: Math.round(cycle),
      silentDays,
      lastOrder: rhythm.lastOrder,
      oneOrder: rhythm.orderDays === 1,
    })
  if (rhythm.lastContact !== null && contactDays !== null && contactDays > contact.freeDays)
    reasons.push({ kind: 'no-contact', silentDays: contactDays, lastContact: rhythm.lastContact })
  if (rhythm.lastContact === null) reasons.push({ kind: 'missing-contact' })
  return reasons
}

const watchFrom = 0.35
const atRiskFrom = 0.55
const criticalFrom = 0.75

export function bandOf(score: number): Band {
  if (score >= criticalFrom) return 'critical'
  if (score >= atRiskFrom) return 'at_risk'
  return score >= watchFrom ? 'watch' : 'healthy'
}

/** Is `band` as bad as `threshold` or worse? */
export function atLeast(band: Band, threshold: Band): boolean {
  return bands.indexOf(band) >= bands.indexOf(threshold)
}

/**
 * The day from which a customer counts as left: 30 days after the contract ended without renewal; without a contract, when there was
 * no order for max(180 days, 4 x own cycle).
 */
export function leavesOn(rhythm: Pick<Rhythm, 'lastOrder'>, cycleDays: number, contractEndsOn: LocalDate | null): LocalDate {
  if (contractEndsOn) return addDays(contractEndsOn, 30)
  return addDays(rhythm.lastOrder, Math.ceil(Math.max(180, 4 * cycleDays)))
}
