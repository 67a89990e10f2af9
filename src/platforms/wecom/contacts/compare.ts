import type { ContactSync } from '../../../chat/contact-sync.ts'
import type { PlatformState } from '../../../chat/platform.ts'
import type { Log } from '../../../config/log.ts'
import type { Lease } from '../robot/connection.ts'
import type { Reader } from './reader.ts'

export interface CompareParts {
  sync: ContactSync
  reader: Reader
  state: PlatformState
  /** Whose turn it is to compare: one process at a time. */
  lease: Lease
  log: Log
  now(): Date
}

const comparedKey = 'contacts.compared'
/** Once a day, and at a start unless that was just done. */
const dayMs = 24 * 60 * 60_000
const justDoneMs = 10 * 60_000

/**
 * Reads the contacts of all members and has them compared with what is known: what no callback said is found. Nobody is taken for lost
 * before all was read, for a customer who went over to a colleague may stand on the last page. Cost: a call for each 100 contacts.
 */
export async function compare({ sync, reader, state, lease, log, now }: CompareParts, isStopped: () => boolean): Promise<void> {
  const since = now()
  const members = await reader.members()
  const silent = new Set<string>()
  let contacts = 0
  for await (const page of reader.pages(members, silent)) {
    await sync.described(page)
    contacts += page.length
    if (isStopped() || !(await lease.hold())) return
  }
  const heard = members.filter(member => !silent.has(member))
  const lost = await sync.compared(heard, since)
  await state.set(comparedKey, since.toISOString())
  log('info', 'wecom.contacts-compared', { count: contacts })
  if (lost > 0) log('info', 'wecom.contacts-lost', { count: lost })
  if (silent.size > 0) log('warn', 'wecom.contacts-unlicensed', { count: silent.size })
}

export async function isCompareDue({ state, now }: Pick<CompareParts, 'state' | 'now'>, isStart: boolean): Promise<boolean> {
  const last = await state.get(comparedKey)
  const ageMs = typeof last === 'string' ? now().getTime() - Date.parse(last) : Number.POSITIVE_INFINITY
  return ageMs >= (isStart ? justDoneMs : dayMs)
}
