import type { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

/** Where a fact came from; `segment`: a segment's own doing, `page`: a customer in a browser, `sync`: a platform that keeps contacts. */
export type ActivitySource = 'chat' | 'import' | 'api' | 'job' | 'segment' | 'page' | 'sync'

/** The kind of a change that the timeline does not tell (history does): jobs that follow facts see by it that the customer is another. */
export const edited = 'edited'

/** Something that happened to a customer. Never changed afterwards. */
export interface NewActivity {
  customerId: number
  /** One of the rooms' `activityKinds`. */
  kind: string
  /** When it happened, which may be long before it is written down. */
  at: Date
  memberId: number | null
  source: ActivitySource
  /** The record it is about (order, interaction, task). */
  refId?: number | null
  /** What `ActivityKind.describe` reads: small JSON, no secrets. */
  data?: Prisma.InputJsonObject
}

/** Appends to the customer's timeline; jobs that follow the activity cursor see it too. */
export async function addActivity(tx: Tx, activity: NewActivity): Promise<void> {
  await tx.activity.create({ data: activity, select: { id: true } })
}
