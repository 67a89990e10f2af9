import type { Tx } from '../database/store.ts'
import type { AccessAction, Actor, Resource } from './access.ts'
import type { Contributions } from './contributions.ts'
import type { Outbox } from './outbox.ts'
import type { Place } from './platform.ts'
import type { Locale } from './wording.ts'

/** A team as features see it. */
export interface Team {
  id: number
  name: string
  zone: string
  locale: Locale
  currency: string
  /** ISO weekdays, 1 = Monday. */
  workdays: number[]
  digestAt: string
  ownOnly: boolean
  digestBand: string
  /** Decimal text. */
  digestMin: string
  digestLength: number
  /** Churn risk looks so many days ahead. */
  horizonDays: number
  /** Customers are not written to unasked from HH:MM until HH:MM. */
  quietFrom: string
  quietUntil: string
}

/** Who speaks, where, and on whose calendar: worked out once for everything a person does. */
export interface Speaker {
  actor: Actor
  place: Place | null
  /** The person's own language, zone and working days. */
  locale: Locale
  zone: string
  workdays: number[]
  /** The team of the place, else the person's first; null before any team exists or for outsiders. */
  team: Team | null
  /** What the place is bound to. */
  channel: { id: number; teamId: number | null; customerId: number | null } | null
}

/** Everything a handler works with. All reading and writing goes through `tx`: it is kept whole or not at all. */
export interface Context extends Speaker {
  tx: Tx
  now: Date
  outbox: Outbox
  rooms: Contributions
  /** May the actor do this (here)? The place is filled in. */
  may(action: AccessAction, resource?: Resource): boolean
  /** Throws `Denied` when not; dispatch answers and audits. */
  demand(action: AccessAction, resource?: Resource): void
}

/** The team a handler cannot do without. */
export function teamOf(context: Context): Team {
  if (!context.team) throw new Error('no team: dispatch answers before a handler that needs one runs')
  return context.team
}
