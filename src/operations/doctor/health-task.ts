import { z } from 'zod'
import type { Task } from '../../command-line/task.ts'
import { listBackups } from '../../database/backup/list.ts'
import { lastRuns, stuckSince, waiting } from '../../people/status/read.ts'

const order = z.strictObject({})
const event = z.strictObject({
  type: z.literal('done'),
  kind: z.enum(['embedded', 'postgres']),
  /** Messages and events of the last seven days that nobody tries again. */
  stuck: z.array(z.strictObject({ what: z.enum(['message', 'event']), code: z.string(), count: z.number() })),
  failedJobs: z.array(z.strictObject({ job: z.string(), code: z.string() })),
  waiting: z.number(),
  /** Of the longest waiting message. */
  waitingSeconds: z.number(),
  lastBackup: z.iso.datetime().nullable(),
})
export type Health = z.infer<typeof event>

const weekMs = 7 * 24 * 60 * 60 * 1000

/** What only the open database knows; a running bot answers it. */
export const healthTask: Task<z.infer<typeof order>, Health> = {
  name: 'health',
  order,
  event,
  async *run({ store, folder, now }) {
    const at = now()
    const [backup] = await listBackups(folder.backups)
    yield await store.tx(async (tx): Promise<Health> => {
      const queue = await waiting(tx, at)
      const stuck = await stuckSince(tx, new Date(at.getTime() - weekMs))
      const runs = await lastRuns(tx)
      return {
        ...{ type: 'done', kind: store.kind, waiting: queue.count },
        stuck: stuck.map(({ what, errorCode, count }) => ({ what, code: errorCode ?? '', count })),
        failedJobs: runs.filter(({ state }) => state === 'failed').map(({ job, errorCode }) => ({ job, code: errorCode ?? '' })),
        waitingSeconds: queue.since ? Math.max(0, (at.getTime() - queue.since.getTime()) / 1_000) : 0,
        lastBackup: backup?.createdAt.toISOString() ?? null,
      }
    })
  },
}
