import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import type { Job } from '../../chat/job.ts'
import { effectsShape } from './effects.ts'

const prefix = 'segment-draft:'
const keptForMs = 24 * 60 * 60 * 1000

/** A segment that was shown and waits for Save: too long for a button. */
const draftShape = z.strictObject({
  teamId: z.int32(),
  /** Null: a new one. */
  segmentId: z.int32().nullable(),
  /** Of the segment as it was when it was opened. */
  version: z.int32(),
  name: z.string(),
  filter: z.string(),
  onEnter: effectsShape,
  onExit: effectsShape,
})
export type Draft = z.infer<typeof draftShape>

const stored = z.object({ memberId: z.int32(), draft: draftShape, at: z.iso.datetime() })

/** Keeps it for its writer; the key cannot be guessed. */
export async function keepDraft({ tx, actor, now }: Context, draft: Draft): Promise<string> {
  const key = `${prefix}${randomUUID()}`
  await tx.storedValue.create({ data: { key, value: { memberId: actor.memberId ?? -1, draft, at: now.toISOString() } } })
  return key
}

/** The writer's own, if it is still kept. */
export async function readDraft({ tx, actor, now }: Context, key: string): Promise<Draft | null> {
  if (!key.startsWith(prefix)) return null
  const found = stored.safeParse((await tx.storedValue.findUnique({ where: { key } }))?.value)
  if (!found.success || found.data.memberId !== actor.memberId) return null
  return now.getTime() - Date.parse(found.data.at) > keptForMs ? null : found.data.draft
}

/** Of two clicks one gets it. */
export async function dropDraft({ tx }: Context, key: string): Promise<boolean> {
  return (await tx.storedValue.deleteMany({ where: { key } })).count === 1
}

/** Forgets what nobody saved. */
export const segmentDraftJob: Job = {
  name: 'segment-drafts',
  scope: 'minute',
  async run({ tx, now }) {
    const before = new Date(now.getTime() - keptForMs)
    await tx.$executeRaw`
      DELETE FROM "StoredValue" WHERE key LIKE ${`${prefix}%`} AND (value->>'at')::timestamptz < ${before}`
  },
}
