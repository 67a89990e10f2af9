import { z } from 'zod'
import { checkAt } from '../model/backtest.ts'
import type { OrderDay } from '../model/order-facts.ts'

/** How the model would have done as of an earlier day, or how its forecasts of that day did do. */
export const checkOf = z.strictObject({
  /** Day since 1970-01-01. */
  madeOn: z.number().int(),
  horizonDays: z.number().int(),
  customers: z.number().int(),
  base: z.number(),
  auc: z.number(),
  brier: z.number(),
  /** Least likely first: mean of what was said, share of those to whom it happened, customers. */
  bins: z.array(z.strictObject({ said: z.number(), happened: z.number(), count: z.number().int() })),
  /** Of those given 0-20 %, 20-40 % and so on. */
  fifths: z.array(z.strictObject({ count: z.number().int(), happened: z.number() })).length(5),
})
export type PastCheck = z.infer<typeof checkOf>

/** Fewer customers than this show nothing. */
export const fewestCustomers = 20

/** Trains as of one horizon ago and looks at what happened since; null when there were too few customers then. */
export function pastCheck(customers: readonly (readonly OrderDay[])[], asOf: number, horizonDays: number): PastCheck | null {
  const madeOn = asOf - horizonDays
  const check = checkAt(customers, madeOn, horizonDays)
  if (!check || check.customers < fewestCustomers) return null
  const { base, auc, brier, bins, fifths } = check
  return { madeOn, horizonDays, customers: check.customers, base, auc, brier, bins, fifths }
}
