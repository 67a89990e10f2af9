import { z } from 'zod'
import { limits } from '../../customers/fields.ts'

/** For whom a task is: the customer's owner, nobody in particular of the team, or this member. */
const taskFor = z.union([z.literal('owner'), z.literal('team'), z.int32()])
export type TaskFor = z.infer<typeof taskFor>

/** What happens to customers who come into a segment, or go out of it. */
export const effectsShape = z.strictObject({
  addTags: z.array(z.string().max(limits.tag)).default([]),
  removeTags: z.array(z.string().max(limits.tag)).default([]),
  tier: z.string().max(limits.short).nullable().default(null),
  stage: z.string().max(limits.short).nullable().default(null),
  /** `what` may hold a date, read when the task is made: "call within 3 days". */
  task: z.strictObject({ what: z.string(), who: taskFor }).nullable().default(null),
  /** Tells the team's own channel. */
  tell: z.boolean().default(false),
})
export type Effects = z.infer<typeof effectsShape>

export const noEffects: Effects = effectsShape.parse({})

export const hasEffects = ({ addTags, removeTags, tier, stage, task, tell }: Effects): boolean =>
  addTags.length + removeTags.length > 0 || tier !== null || stage !== null || task !== null || tell
