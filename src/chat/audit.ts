import type { Tx } from '../database/store.ts'
import type { Speaker } from './context.ts'

/** Writes down who was refused (or granted) what, where. `resource` names things by id, never by a person's name. */
export async function audit(
  tx: Tx,
  speaker: Speaker,
  action: string,
  resource: string,
  outcome: 'denied' | 'granted',
  now: Date,
): Promise<void> {
  await tx.auditEntry.create({
    data: { at: now, memberId: speaker.actor.memberId, action, resource, place: speaker.place?.kind ?? 'none', outcome },
  })
}
