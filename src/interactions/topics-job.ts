import { z } from 'zod'
import type { Job } from '../chat/job.ts'
import { topicsText } from './topics.ts'

const key = 'interactions.topics'
const perMinute = 500

/** Reads the topics of logs from before there were any, the oldest first, a bounded bit each minute; later ones come with theirs. */
export const topicsJob: Job = {
  name: 'log-topics',
  scope: 'minute',
  async run({ tx }) {
    const stored = await tx.storedValue.findUnique({ where: { key } })
    const after = stored ? z.int().parse(stored.value) : 0
    const unread = await tx.$queryRaw<{ id: number; note: string }[]>`
      SELECT "id", "note" FROM "Interaction" WHERE "id" > ${after} AND "topics" IS NULL ORDER BY "id" LIMIT ${perMinute}`
    await tx.$executeRaw`
      UPDATE "Interaction" i SET "topics" = r.topics
      FROM unnest(${unread.map(({ id }) => id)}::int[], ${unread.map(({ note }) => topicsText(note))}::text[]) AS r (id, topics)
      WHERE i."id" = r.id`
    const { _max } = await tx.interaction.aggregate({ _max: { id: true } })
    const value = unread.length === perMinute ? (unread.at(-1)?.id ?? after) : (_max.id ?? after)
    if (value !== after) await tx.storedValue.upsert({ where: { key }, create: { key, value }, update: { value } })
  },
}
