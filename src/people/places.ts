import type { Incoming, Place } from '../chat/platform.ts'
import type { Store, Tx } from '../database/store.ts'
import type { KnownChannel } from './known.ts'

/** Keeps a channel when somebody first speaks in it, and that it turned out to be shared; direct messages are not kept. */
export async function rememberPlace(store: Store, place: Place | null, known: KnownChannel | null): Promise<KnownChannel | null> {
  if (!place || place.kind === 'dm') return known
  const name = place.name ?? known?.name ?? place.id
  const becameShared = known !== null && place.kind === 'shared' && known.kind !== 'shared'
  if (known && known.name === name && !becameShared) return known
  const rows = await store.db.$queryRaw<KnownChannel[]>`
    INSERT INTO "Channel" (platform, ref, name, kind) VALUES (${place.platform}, ${place.id}, ${name}, ${place.kind})
    ON CONFLICT (platform, ref) DO UPDATE SET name = excluded.name,
      kind = CASE WHEN excluded.kind = 'shared' THEN 'shared' ELSE "Channel".kind END
    RETURNING id, name, kind, "teamId", "customerId"`
  return rows[0] ?? known
}

/** Takes in what happened to a channel: shared outside, archived, moved to a new id. */
export async function observePlace(tx: Tx, incoming: Incoming, now: Date): Promise<void> {
  if (incoming.kind !== 'place-changed' || !incoming.place) return
  const { platform, id: ref } = incoming.place
  if (incoming.change === 'moved') return incoming.newId ? move(tx, platform, ref, incoming.newId) : undefined
  const changed = {
    shared: { kind: 'shared' },
    unshared: { kind: 'internal' },
    archived: { archivedAt: now },
    unarchived: { archivedAt: null },
  }[incoming.change]
  const { count } = await tx.channel.updateMany({ where: { platform, ref }, data: changed })
  if (count === 0 && incoming.change === 'shared')
    await tx.channel.createMany({
      data: [{ platform, ref, name: incoming.place.name ?? ref, kind: 'shared' }],
      skipDuplicates: true,
    })
}

/** The same channel under a new id keeps what it is bound to, even if somebody spoke under the new id before we heard. */
async function move(tx: Tx, platform: string, ref: string, newRef: string): Promise<void> {
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
      kind: early?.kind === 'shared' ? 'shared' : old.kind,
    },
  })
}

/** Makes a channel a team's own, unless it has a team already: `SLACK_DIGEST_CHANNEL` names the first team's channel. */
export async function bindChannel(tx: Tx, place: Pick<Place, 'platform' | 'id' | 'name'>, teamId: number): Promise<void> {
  const { platform, id: ref, name = ref } = place
  await tx.channel.createMany({ data: [{ platform, ref, name, kind: 'internal' }], skipDuplicates: true })
  await tx.channel.updateMany({ where: { platform, ref, teamId: null }, data: { teamId } })
}
