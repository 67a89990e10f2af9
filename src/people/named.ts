import type { Incoming, PersonRef } from '../chat/platform.ts'
import type { Store } from '../database/store.ts'

/** Nobody appoints more people than this in one line. */
const namedAtMost = 5

/** People mentioned in a text or chosen in a form whom we do not know yet: the handler can only work with those we know. */
export async function namedPeople(store: Store, incoming: Incoming): Promise<PersonRef[]> {
  const refs = [...new Set([...mentioned(incoming), ...(incoming.people ?? [])])].slice(0, namedAtMost)
  if (refs.length === 0) return []
  const { platform } = incoming
  const known = await store.db.member.findMany({ where: { platform, ref: { in: refs } }, select: { ref: true } })
  return refs.filter(ref => !known.some(member => member.ref === ref)).map(id => ({ platform, id }))
}

function mentioned(incoming: Incoming): string[] {
  if (incoming.kind !== 'command' && incoming.kind !== 'text') return []
  return [...incoming.text.matchAll(/@\[([^\]\s]{1,100})\]/g)].map(match => match[1] ?? '')
}
