import type { Feature } from '../chat/feature.ts'
import type { Job } from '../chat/job.ts'
import { Prisma } from '../database/generated/client.ts'
import { briefHours, briefPrefix } from './platform-state.ts'

const daysMs = (days: number): number => days * 24 * 60 * 60 * 1000

/** Platforms repeat an event for minutes, not days; a week of keys is plenty. Sent messages are kept as long as people ask about them. */
const keep = { inboxDays: 7, outboxDays: 90 }

/** What was received as lately as this is being handled: whoever waits for its answer gets one, and its text goes with that. */
const answeredWithinMs = 120_000

/** Takes out what is finished and old, a bounded bit each minute. */
const cleaning: Job = {
  name: 'delivery-cleaning',
  scope: 'minute',
  async run({ tx, now }) {
    const inboxBefore = new Date(now.getTime() - daysMs(keep.inboxDays))
    const outboxBefore = new Date(now.getTime() - daysMs(keep.outboxDays))
    await tx.$executeRaw`
      DELETE FROM "InboxItem" WHERE id IN (
        SELECT id FROM "InboxItem" WHERE state IN ('done', 'failed') AND "receivedAt" < ${inboxBefore} LIMIT 1000)`
    await tx.$executeRaw`
      DELETE FROM "OutboxItem" WHERE id IN (
        SELECT id FROM "OutboxItem" WHERE state IN ('sent', 'failed', 'unknown') AND "notBefore" < ${outboxBefore} LIMIT 1000)`
    await tx.$executeRaw`
      DELETE FROM "StoredValue" WHERE key IN (
        SELECT key FROM "StoredValue"
        WHERE key LIKE ${`${briefPrefix}%`} AND (value->>'at')::timestamptz < ${new Date(now.getTime() - daysMs(briefHours / 24))} LIMIT 1000)`
  },
}

/** What delivery adds of its own: it clears up after itself, and says which of its columns hold people's words. */
export const deliveryFeature: Feature = {
  name: 'delivery',
  jobs: [cleaning],
  customerData: {
    InboxItem: {
      erase: 'mentions',
      waiting: now => Prisma.sql`"state" = 'pending' AND "receivedAt" > ${new Date(now.getTime() - answeredWithinMs)}`,
    },
    OutboxItem: { erase: 'mentions' },
  },
  personalFields: {
    InboxItem: {
      id: 'impersonal',
      key: 'impersonal',
      platform: 'impersonal',
      payload: 'personal',
      state: 'impersonal',
      attempts: 'impersonal',
      receivedAt: 'impersonal',
      handledAt: 'impersonal',
      errorCode: 'impersonal',
    },
    OutboxItem: {
      id: 'impersonal',
      key: 'impersonal',
      platform: 'impersonal',
      place: 'personal',
      target: 'personal',
      message: 'personal',
      state: 'impersonal',
      attempts: 'impersonal',
      uncertain: 'impersonal',
      leaseUntil: 'impersonal',
      notBefore: 'impersonal',
      platformRef: 'impersonal',
      errorCode: 'impersonal',
      createdAt: 'impersonal',
      sentAt: 'impersonal',
    },
    JobRun: {
      id: 'impersonal',
      job: 'impersonal',
      scope: 'impersonal',
      localDate: 'impersonal',
      startedAt: 'impersonal',
      finishedAt: 'impersonal',
      state: 'impersonal',
      skipped: 'impersonal',
      errorCode: 'impersonal',
    },
  },
}
