import type { FilterField } from '../chat/feature.ts'
import { Prisma } from '../database/generated/client.ts'
import type { Band } from './estimate.ts'

const inBands = (name: string, words: readonly string[], bands: readonly Band[]): FilterField => ({
  name,
  words,
  where: (_context, argument) =>
    argument === null
      ? Prisma.sql`EXISTS (SELECT 1 FROM "RiskScore" r WHERE r."customerId" = c."id" AND r."band" = ANY(${[...bands]}::text[]))`
      : null,
  // Most to lose first, as in the digest.
  order: Prisma.sql`(SELECT r."value" * r."score" FROM "RiskScore" r WHERE r."customerId" = c."id") DESC NULLS LAST`,
})

/** `/customer list at-risk`, `critical`, `watch`. */
export const riskFilters: readonly FilterField[] = [
  inBands('at-risk', ['at-risk', 'atrisk', '有风险'], ['at_risk', 'critical']),
  inBands('critical', ['critical', '高危'], ['critical']),
  inBands('watch', ['watch', '关注'], ['watch']),
]
