import { z } from 'zod'
import type { Incoming, Place } from '../chat/platform.ts'
import type { Store, Tx } from '../database/store.ts'
import type { KnownChannel } from './known.ts'
import { becameShared, type SharedChannelParts } from './shared-channel.ts'

/** Keeps a channel when somebody first speaks in it, and that it turned out to be shared; direct messages are not kept. */
export async function rememberPlace(
  store: Store,
  parts: SharedChannelParts,
  place: Place | null,
  known: KnownChannel | null,
  now: Date,
): Promise<KnownChannel | null> {
  // What nobody could say in time is treated as shared this once, and written down nowhere: digests would stop for a hiccup.
  if (!place || place.kind === 'dm' || place.assumed) return known
  const name = place.name ?? known?.name ?? place.id
  if (known && place.kind === 'shared' && known.kind !== 'shared') {
    await store.tx(tx => becameShared(tx, parts, place, now))
    return { ...known, kind: 'shared' }
  }
  if (known?.name === name) return known
  const rows = await store.db.$queryRaw<KnownChannel[]>`
    INSERT INTO "Channel" (platform, ref, name, kind) VALUES (${place.platform}, ${place.id}, ${name}, ${place.kind})
    ON CONFLICT (platform, ref) DO UPDATE SET name = excluded.name
    RETURNING id, name, kind, "teamId", "customerId"`
  return rows[0] ?? known
}

/** Takes in what happened to a channel: shared outside, archived, moved to a new id. */
export async function observePlace(tx: Tx, parts: SharedChannelParts, incoming: Incoming, now: Date): Promise<void> {
  if (incoming.kind !== 'place-changed' || !incoming.place) return
  const { platform, id: ref } = incoming.place
  if (incoming.change === 'moved') return incoming.newId ? move(tx, parts, incoming.place, incoming.newId, now) : undefined
  if (incoming.change === 'shared') {
    const { name = ref } = incoming.place
    if (!(await becameShared(tx, parts, incoming.place, now)))
      await tx.channel.createMany({ data: [{ platform, ref, name, kind: 'shared' }], skipDuplicates: true })
    return
  }
  const changed = {
    unshared: { kind: 'internal' },
    archived: { archivedAt: now },
    unarchived: { archivedAt: null },
  }[incoming.change]
  await tx.channel.updateMany({ where: { platform, ref }, data: changed })
}

/** The same channel under a new id keeps what it is bound to, even if somebody spoke under the new id before we heard. */
async function move(tx: Tx, parts: SharedChannelParts, { platform, id: ref }: Place, newRef: string, now: Date): Promise<void> {
  await moveWaiting(tx, platform, ref, newRef)
  const [old, early] = await Promise.all([
    tx.channel.findUnique({ where: { platform_ref: { platform, ref } } }),
    tx.channel.findUnique({ where: { platform_ref: { platform, ref: newRef } } }),
  ])
  if (!old) return
  if (early) await tx.channel.delete({ where: { id: early.id } })
  await tx.channel.update({
    where: { id: old.id },
    data: {
      ref: newRef,
      teamId: old.teamId ?? early?.teamId ?? null,
      customerId: old.customerId ?? early?.customerId ?? null,
    },
  })
  if (early?.kind === 'shared') await becameShared(tx, parts, { platform, id: newRef }, now)
}

/** What waits to be sent there, what its numbered lists mean, and what settings call it go along. */
async function moveWaiting(tx: Tx, platform: string, ref: string, newRef: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "OutboxItem" SET place = ${newRef}, target = jsonb_set(target, '{id}', to_jsonb(${newRef}::text))
    WHERE platform = ${platform} AND place = ${ref} AND state IN ('pending', 'sending') AND target->>'kind' = 'channel'`
  await tx.shownList.updateMany({ where: { platform, place: ref }, data: { place: newRef } })
  const key = movedKey(platform, ref)
  await tx.storedValue.upsert({ where: { key }, create: { key, value: newRef }, update: { value: newRef } })
}

const movedKey = (platform: string, ref: string): string => `people.channel-moved:${platform}:${ref}`

/** The id a channel has now: a setting may still name an earlier one. */
export async function presentRef(tx: Tx, platform: string, ref: string): Promise<string> {
  const seen = new Set<string>()
  for (let now = ref; ; ) {
    seen.add(now)
    const moved = z.string().safeParse((await tx.storedValue.findUnique({ where: { key: movedKey(platform, now) } }))?.value)
    if (!moved.success || seen.has(moved.data)) return now
    now = moved.data
  }
}

/** Is this channel a team's own? By its unique key. */
export async function isTeamsOwn(store: Store, platform: string, ref: string): Promise<boolean> {
  const channel = await store.db.channel.findUnique({
    where: { platform_ref: { platform, ref } },
    select: { teamId: true, kind: true },
  })
  return channel?.kind === 'internal' && channel.teamId !== null
}

/** Is this channel the first team's own? Settings that name no team mean that one. */
export async function isOfFirstTeam(store: Store, platform: string, ref: string): Promise<boolean> {
  const rows = await store.db.$queryRaw<{ found: boolean }[]>`
    SELECT h."teamId" = (SELECT min(id) FROM "Team") AS found FROM "Channel" h WHERE h.platform = ${platform} AND h.ref = ${ref}`
  return rows[0]?.found ?? false
}

/** Makes a channel a team's own, unless it has a team already: `SLACK_DIGEST_CHANNEL` and `WECOM_DIGEST_WEBHOOK_KEY` name the first team's channel. */
export async function bindChannel(tx: Tx, place: Pick<Place, 'platform' | 'id' | 'name'>, teamId: number): Promise<void> {
  const { platform, id: ref, name = ref } = place
  await tx.channel.createMany({ data: [{ platform, ref, name, kind: 'internal' }], skipDuplicates: true })
  await tx.channel.updateMany({ where: { platform, ref, teamId: null }, data: { teamId } })
}
