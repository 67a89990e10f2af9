/** After how many days without contact a customer of a tier is due; tiers are compared in lower case. */
const contactEveryDays: { tiers: readonly string[]; days: number }[] = [
  { tiers: ['a', 'vip', 'key', 'gold', 'platinum', 'enterprise', '重点', '战略', '金牌'], days: 14 },
  { tiers: ['b', 'silver', 'standard', 'mid', '普通', '银牌'], days: 30 },
]

/** Any other tier, and none. */
export const otherTiersDays = 60

/** The table as two columns, for `unnest`. */
export function tierDays(): { names: string[]; days: number[] } {
  const rows = contactEveryDays.flatMap(({ tiers, days }) => tiers.map(name => ({ name, days })))
  return { names: rows.map(({ name }) => name), days: rows.map(({ days }) => days) }
}
