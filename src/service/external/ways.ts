import type { ContactWayWish } from '../../chat/contact-sync.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { localeOf } from '../../chat/wording.ts'
import type { ContactWay } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { memberById } from '../../people/store.ts'
import { wayMessage } from './way-messages.ts'

const atOnce = 20

/** QR codes that are to be made, the oldest first. */
export async function readWays(tx: Tx, platform: string): Promise<ContactWayWish[]> {
  const where = { platform, ref: null, failedCode: null }
  return tx.contactWay.findMany({ where, orderBy: { id: 'asc' }, take: atOnce, select: { id: true, state: true, members: true } })
}

/** The same one, made already or about to be. */
export function sameWay(tx: Tx, way: Pick<ContactWay, 'platform' | 'state' | 'members'>): Promise<ContactWay | null> {
  const { platform, state, members } = way
  return tx.contactWay.findFirst({ where: { platform, state, members: { equals: members }, failedCode: null } })
}

/** Keeps what became of it and tells who asked. */
export async function keepWay(
  tx: Tx,
  outbox: Outbox,
  id: number,
  made: { ref: string; url: string } | { code: string },
): Promise<void> {
  const { count } = await tx.contactWay.updateMany({
    where: { id, ref: null, failedCode: null },
    data: 'code' in made ? { failedCode: made.code } : made,
  })
  const way = count === 1 ? await tx.contactWay.findUnique({ where: { id } }) : null
  const asked = way && (await memberById(tx, way.askedById))
  if (!asked) return
  const target = { platform: asked.platform, kind: 'person' as const, id: asked.ref }
  await outbox.put(tx, { key: `contact-way:${id}`, target, message: wayMessage(way, localeOf(asked.locale)) })
}
