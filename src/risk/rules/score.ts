import { addDays, daysBetween, dayText, type LocalDate } from '../../chat/dates/calendar.ts'
import { cycleOf } from '../model/features.ts'
import type { OrderFacts } from '../model/order-facts.ts'
import { averageOdds, chanceWith, expectationOf, logit, type RiskModel, riskOf } from '../model/risk-model.ts'
import { type Band, bandOf, bandOfPoints, worse } from './bands.ts'
import { leavesAfterContract, leavesAfterOrder, renewalGraceDays } from './leaving.ts'
import { nonRenewal, type RenewalRecord, renewalFloor, shareOfOrders } from './renewal.ts'

/** The contract that binds a customer, or bound the customer last. */
export interface Contract {
  endsOn: LocalDate
  cancelled: boolean
  /** What it brings a year; null: not known. */
  yearly: number | null
  currency: string | null
}

/** All that a customer's score is made of, as of a day. */
export interface RiskInputs {
  orders: OrderFacts | null
  contract: Contract | null
  /** What the signals add, in log-odds. */
  points: number
}

/** What scoring needs beside the customer: the team's model, and what became of its contracts. */
export interface TeamModel {
  risk: RiskModel
  renewals: RenewalRecord
}

/** What the chance is of: no order within the horizon, no renewal; or there is no chance, only points. */
export type Target = 'order' | 'renewal' | 'points'

export interface Scored {
  target: Target
  /** 0..1; null for points alone, which are no probability. */
  score: number | null
  band: Band
  /** The rule that holds the band up, whatever the chance says. */
  floor: 'cancelled' | 'renewal' | null
  /** What the customer is expected to bring in a year, in the customer's currency: by contract, or by the orders to expect. */
  value: number
  /** What the customer brought a year so far: by contract, or on average since the first order (of a year at least). */
  yearly: number
  /** The day from which the customer counts as left; null: there is nothing to tell it by. */
  leavesOn: LocalDate | null
}

/** Value is always over this many days. */
export const valueDays = 365

/** The score of a customer as of `date`; `before`: the band the customer was in. */
export function scoreOf(model: TeamModel, inputs: RiskInputs, date: LocalDate, before: Band | null): Scored {
  const contract = bindingContract(inputs)
  if (contract) return scoreOfContract(model, contract, inputs, date, before)
  const { orders, points } = inputs
  if (!orders)
    return { target: 'points', score: null, band: bandOfPoints(points), floor: null, value: 0, yearly: 0, leavesOn: null }
  const score = riskOf(model.risk, orders, points)
  return {
    target: 'order',
    score,
    band: bandOf(score, before),
    floor: null,
    value: expectedValue(model.risk, orders),
    yearly: (orders.netSpend * valueDays) / Math.max(valueDays, orders.T),
    leavesOn: leavesAfterOrder(dayText(orders.lastDay), cycleOf(orders, model.risk.cycleDays)),
  }
}

/** What the orders to expect in a year bring; where the company's spend is not known yet, at the customer's own average. */
function expectedValue(model: RiskModel, facts: OrderFacts): number {
  const { orders, value } = expectationOf(model, facts, valueDays)
  return Math.max(0, value ?? (orders * facts.netSpend) / (facts.x + 1))
}

/** A customer who went on ordering after a contract was over is judged by the orders. */
export function bindingContract({ contract, orders }: RiskInputs): Contract | null {
  if (!contract || !orders) return contract
  return dayText(orders.lastDay) > addDays(contract.endsOn, renewalGraceDays) ? null : contract
}

function scoreOfContract(
  model: TeamModel,
  contract: Contract,
  { orders, points }: RiskInputs,
  date: LocalDate,
  before: Band | null,
): Scored {
  const fromOrders = orders ? shareOfOrders * (logit(riskOf(model.risk, orders)) - averageOdds(model.risk)) : 0
  const score = chanceWith(logit(nonRenewal(model.renewals)) + fromOrders, points)
  const rule = contract.cancelled ? ('critical' as const) : (renewalFloor(daysBetween(date, contract.endsOn))?.band ?? null)
  return {
    target: 'renewal',
    score,
    band: rule ? worse(bandOf(score, before), rule) : bandOf(score, before),
    floor: contract.cancelled ? 'cancelled' : rule && 'renewal',
    value: contract.yearly ?? 0,
    yearly: contract.yearly ?? 0,
    leavesOn: leavesAfterContract(contract.endsOn),
  }
}
