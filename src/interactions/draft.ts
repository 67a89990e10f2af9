import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import type { Job } from '../chat/job.ts'

/** Text that waits for its customer: too long for a button, and used once however often the button is pressed. */
const prefix = 'log-draft:'
const keptForMs = 24 * 60 * 60 * 1000

const shape = z.object({ memberId: z.int32(), text: z.string(), at: z.iso.datetime() })

/** Keeps the text for its writer; the key cannot be guessed. */
export async function keepDraft({ tx, actor, now }: Context, text: string): Promise<string> {
  const key = `${prefix}${randomUUID()}`
  await tx.storedValue.create({ data: { key, value: { memberId: actor.memberId ?? -1, text, at: now.toISOString() } } })
  return key
}

/** The writer's own text, if it is still kept. */
export async function readDraft({ tx, actor, now }: Context, key: string): Promise<string | null> {
  if (!key.startsWith(prefix)) return null
  const draft = shape.safeParse((await tx.storedValue.findUnique({ where: { key } }))?.value)
  if (!draft.success || draft.data.memberId !== actor.memberId) return null
  return now.getTime() - Date.parse(draft.data.at) > keptForMs ? null : draft.data.text
}

/** Takes the text out: of two clicks one gets it. */
export async function takeDraft(context: Context, key: string): Promise<string | null> {
  const text = await readDraft(context, key)
  if (text === null) return null
  const { count } = await context.tx.storedValue.deleteMany({ where: { key } })
  return count === 1 ? text : null
}

/** Forgets what nobody came back for. */
export const draftJob: Job = {
  name: 'log-drafts',
  scope: 'minute',
  async run({ tx, now }) {
    const before = new Date(now.getTime() - keptForMs)
    await tx.$executeRaw`
      DELETE FROM "StoredValue" WHERE key LIKE ${`${prefix}%`} AND (value->>'at')::timestamptz < ${before}`
  },
}
