import type { Team } from '../chat/context.ts'
import type { Job, JobContext } from '../chat/job.ts'
import { buildDigest } from './build.ts'
import { digestChannels, postDigest } from './post.ts'

/** The daily digest: one per channel and local working day, whatever happens to the process meanwhile. */
export const digestJob: Job = {
  name: 'digest',
  title: { en: 'Digest', 'zh-CN': '日报' },
  scope: 'team',
  dueAt: team => team.digestAt,
  workdaysOnly: true,
  run: runDigest,
}

/** Posts a team's digest for a local day into each of its channels; where it was posted already, nothing happens. */
export async function runDigest({ tx, now, outbox, rooms, date, late, skipped }: JobContext, team: Team): Promise<void> {
  const channels = await digestChannels(tx, team.id)
  if (channels.length === 0) return
  const message = await buildDigest(tx, { team, rooms, date, asOf: now, late, skipped })
  for (const channel of channels) await postDigest(tx, outbox, channel, `digest:${team.id}:${channel.ref}:${date}`, message, now)
}
