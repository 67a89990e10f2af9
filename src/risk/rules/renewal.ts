import type { Band } from './bands.ts'

/** What became of a team's contracts that ended: how many were followed by another, of all. */
export interface RenewalRecord {
  ended: number
  renewed: number
}

/** Before own contracts have ended, 15 in 100 are taken not to be renewed; that weighs as much as twenty contracts. */
const usual = { share: 0.15, weight: 20 }

/** P(non-renewal) of a contract of whose customer nothing else is known: the team's own share, drawn to the usual one (beta prior). */
export const nonRenewal = ({ ended, renewed }: RenewalRecord): number =>
  (ended - renewed + usual.share * usual.weight) / (ended + usual.weight)

/** Of a customer with a contract, how orders come counts half: who stops ordering seldom renews, but some who order rarely do. */
export const shareOfOrders = 0.5

/** Near the renewal a band is the least that a customer is in, whatever the chance says: a rule, shown as one. */
export const renewalFloors = [
  { withinDays: 30, band: 'at_risk' },
  { withinDays: 90, band: 'watch' },
] as const satisfies readonly { withinDays: number; band: Band }[]

/** The floor for a contract with so many days to run (below 0: over); null when the renewal is far. */
export const renewalFloor = (daysLeft: number): (typeof renewalFloors)[number] | null =>
  renewalFloors.find(({ withinDays }) => daysLeft <= withinDays) ?? null

/** Months that a period's name stands for, in the words people write; null: not known. */
export function monthsOf(period: string | null): number | null {
  const word = period?.trim().toLowerCase() ?? ''
  return periods.find(({ words }) => words.includes(word))?.months ?? null
}

const periods = [
  { months: 1, words: ['month', 'monthly', 'mth', '月', '每月', '月付'] },
  { months: 3, words: ['quarter', 'quarterly', '季', '季度', '每季', '季付'] },
  { months: 6, words: ['half-year', 'half year', 'semiannual', '半年'] },
  { months: 12, words: ['year', 'yearly', 'annual', 'annually', '年', '每年', '年付'] },
]
