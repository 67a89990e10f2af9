import type { Message } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { rememberList } from '../chat/shown-list.ts'
import type { Tx } from '../database/store.ts'

export interface TeamChannel {
  platform: string
  ref: string
  name: string
}

/** The channels a team's digest goes to: bound by `/rapport setup`, alive, and not shared outside. */
export async function digestChannels(tx: Tx, teamId: number): Promise<TeamChannel[]> {
  return tx.channel.findMany({
    where: { teamId, kind: 'internal', archivedAt: null },
    select: { platform: true, ref: true, name: true },
    orderBy: { id: 'asc' },
  })
}

/** Queues a digest for a channel and remembers what its numbers mean there. False: this key was posted before. */
export async function postDigest(
  tx: Tx,
  outbox: Outbox,
  channel: TeamChannel,
  key: string,
  message: Message,
  now: Date,
): Promise<boolean> {
  const target = { platform: channel.platform, kind: 'channel' as const, id: channel.ref }
  const queued = await outbox.put(tx, { key, target, message })
  if (queued) await rememberList(tx, { platform: channel.platform, id: channel.ref }, null, message, now)
  return queued
}
