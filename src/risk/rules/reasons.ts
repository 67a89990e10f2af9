import { dayText, type LocalDate } from '../../chat/dates/calendar.ts'
import { cycleOf } from '../model/features.ts'
import type { OrderFacts } from '../model/order-facts.ts'
import { logit, type RiskModel, riskOf } from '../model/risk-model.ts'
import { bindingContract, type RiskInputs, type Scored, type TeamModel } from './score.ts'
import { type Arithmetic, arithmeticOf, type Term } from './terms.ts'

/** What a signal found about a customer. `evidence` is read by the signal itself. */
export interface FoundSignal {
  name: string
  points: number
  evidence: unknown
}

/** Why a risk is what it is: how much it adds, in log-odds, beside the evidence. What people read is made from it in both languages. */
export type RiskReason = { points: number } & (
  | { kind: 'rhythm'; cycleDays: number; silentDays: number; lastOrder: LocalDate; oneOrder: boolean }
  | { kind: 'few-orders'; orderDays: number; firstOrder: LocalDate }
  | { kind: 'spend'; netSpend: number; currency: string }
  /** A rule holds the band up; it comes first whatever its points. */
  | { kind: 'floor'; rule: 'renewal' | 'cancelled'; endsOn: LocalDate }
  | { kind: 'signal'; signal: FoundSignal }
)

/** So many are told: more are read by nobody. */
const shown = 3
/** A contribution below this moves a chance by about a point at most. */
const least = 0.04

/** The reasons that raise a risk most, strongest first; a rule that holds the band up is always among them. */
export function reasonsOf(
  model: TeamModel,
  inputs: RiskInputs,
  scored: Scored,
  signals: readonly FoundSignal[],
  currency: string,
): RiskReason[] {
  const contract = bindingContract(inputs)
  const floors: RiskReason[] =
    scored.floor && contract
      ? [{ kind: 'floor', rule: scored.floor, endsOn: contract.endsOn, points: Number.POSITIVE_INFINITY }]
      : []
  const arithmetic = arithmeticOf(model, inputs)
  const fromSignals = signals.map((signal): RiskReason => ({ kind: 'signal', signal, points: signal.points }))
  return [...floors, ...fromOrders(model, inputs, arithmetic, currency), ...fromSignals]
    .filter(({ points }) => points >= least)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, shown)
}

function fromOrders({ risk }: TeamModel, { orders }: RiskInputs, arithmetic: Arithmetic | null, currency: string): RiskReason[] {
  if (!orders || !arithmetic || arithmetic.terms.length === 0) return []
  const adds = (...names: Term['name'][]): number =>
    arithmetic.terms.reduce((sum, { name, points }) => (names.includes(name) ? sum + points : sum), 0)
  const firstOrder = dayText(orders.lastDay - orders.tx)
  const cycle = cycleOf(orders, risk.cycleDays)
  return [
    // The model of buying and the two features of silence look at the same thing; together they are one reason.
    {
      kind: 'rhythm',
      points: Math.max(adds('buying', 'recency', 'overdue'), addedBySilence(risk, orders, cycle)),
      cycleDays: Math.round(cycle),
      silentDays: orders.T - orders.tx,
      lastOrder: dayText(orders.lastDay),
      oneOrder: orders.x === 0,
    },
    // How many order days, and in how long.
    { kind: 'few-orders', points: adds('frequency', 'age'), orderDays: orders.x + 1, firstOrder },
    { kind: 'spend', points: adds('spend'), netSpend: orders.netSpend, currency },
  ]
}

/** What the silence adds to what would be said of the same customer on the day the next order was due; 0 before. */
function addedBySilence(risk: RiskModel, orders: OrderFacts, cycle: number): number {
  const due = orders.tx + cycle
  return orders.T <= due ? 0 : logit(riskOf(risk, orders)) - logit(riskOf(risk, { ...orders, T: due }))
}
