import { z } from 'zod'
import type { Prisma } from '../../database/generated/client.ts'
import { riskMethods } from '../model/risk-model.ts'
import type { TeamModel } from '../rules/score.ts'

const numbers = z.array(z.number()).transform(values => Float64Array.from(values))

/** A team's model as it is kept, in JSON: typed arrays are lists there. */
export const storedModel = z.strictObject({
  risk: z.strictObject({
    horizonDays: z.number().int().positive(),
    method: z.enum(riskMethods),
    buying: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
    logistic: z.strictObject({ intercept: z.number(), weights: numbers, means: numbers, deviations: numbers }).nullable(),
    cycleDays: z.number(),
    average: z.strictObject({ buying: z.number(), features: numbers }),
    spend: z.strictObject({ p: z.number(), q: z.number(), v: z.number() }).nullable(),
    refused: z.strictObject({
      buying: z.enum(['no-customers', 'no-repeats', 'not-converged', 'out-of-range']).nullable(),
      spend: z.enum(['too-few', 'not-converged', 'out-of-range']).nullable(),
    }),
  }),
  renewals: z.strictObject({ ended: z.number(), renewed: z.number() }),
}) satisfies z.ZodType<TeamModel>

/** What is put into the database's JSON for it. */
export function modelJson({ risk, renewals }: TeamModel): Prisma.InputJsonObject {
  const { logistic } = risk
  const lists = logistic && {
    intercept: logistic.intercept,
    weights: [...logistic.weights],
    means: [...logistic.means],
    deviations: [...logistic.deviations],
  }
  const average = { buying: risk.average.buying, features: [...risk.average.features] }
  // An interface has no index signature, which the type of JSON asks for.
  return {
    risk: { ...risk, buying: { ...risk.buying }, average, spend: risk.spend && { ...risk.spend }, logistic: lists },
    renewals: { ...renewals },
  }
}
