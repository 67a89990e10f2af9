import type { Target } from '../chat/platform.ts'
import type { Tx } from '../database/store.ts'
import { becameShared, type SharedChannelParts } from './shared-channel.ts'
import { type Ended, tellAdmins } from './tell-admins.ts'

/**
 * Tells those who can do something about a message that was given up: the administrators, or, where a team's channel turned out to be
 * shared with another company, its managers, once.
 */
export async function tellUndelivered(
  tx: Tx,
  parts: SharedChannelParts,
  failed: { key: string; target: Target },
  ended: Ended,
  now: Date,
): Promise<void> {
  const { platform, kind, id: ref } = failed.target
  if (ended.code !== 'channel_shared' || kind !== 'channel') return tellAdmins(tx, parts.outbox, failed, ended, parts.admins, now)
  await becameShared(tx, parts, failed.target, now)
  const isTeams = (await tx.channel.count({ where: { platform, ref, teamId: { not: null } } })) > 0
  if (!isTeams) await tellAdmins(tx, parts.outbox, failed, ended, parts.admins, now)
}
