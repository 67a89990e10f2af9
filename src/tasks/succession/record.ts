import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Job } from '../../chat/job.ts'
import type { Tx } from '../../database/store.ts'

const prefix = 'handover:'
const keptForMs = 7 * 24 * 60 * 60 * 1000

/** A handover as it was done, so that it can be undone exactly. Ids only. */
const handover = z.strictObject({
  leaverId: z.int32(),
  successorId: z.int32(),
  teams: z.array(z.int32()),
  customers: z.array(z.int32()),
  tasks: z.array(z.int32()),
  at: z.iso.datetime(),
})
export type Handover = z.infer<typeof handover>

/** Keeps it for seven days; the key cannot be guessed. */
export async function keepHandover(tx: Tx, done: Handover): Promise<string> {
  const id = randomUUID()
  await tx.storedValue.create({ data: { key: `${prefix}${id}`, value: done } })
  return id
}

/** As it was done; null when it was undone or is older than seven days. */
export async function readHandover(tx: Tx, id: string): Promise<Handover | null> {
  return handover.safeParse((await tx.storedValue.findUnique({ where: { key: `${prefix}${id}` } }))?.value).data ?? null
}

/** Takes it out, so that of two clicks one undoes; null when it was undone or is older than seven days. */
export async function takeHandover(tx: Tx, id: string, now: Date): Promise<Handover | null> {
  const key = `${prefix}${id}`
  const found = handover.safeParse((await tx.storedValue.findUnique({ where: { key } }))?.value)
  if (!found.success || now.getTime() - Date.parse(found.data.at) > keptForMs) return null
  const { count } = await tx.storedValue.deleteMany({ where: { key } })
  return count === 1 ? found.data : null
}

/** Forgets handovers that can no longer be undone. */
export const handoverJob: Job = {
  name: 'handovers',
  scope: 'minute',
  async run({ tx, now }) {
    const before = new Date(now.getTime() - keptForMs)
    await tx.$executeRaw`
      DELETE FROM "StoredValue" WHERE key LIKE ${`${prefix}%`} AND (value->>'at')::timestamptz < ${before}`
  },
}
