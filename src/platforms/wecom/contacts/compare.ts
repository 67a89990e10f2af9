import type { ContactProfile, ContactSync } from '../../../chat/contact-sync.ts'
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
const atOnce = 100

/**
 * Reads the contacts of all members and has them compared with what is known: what no callback said is found. Nobody is taken for lost
 * before all was read, for a customer who went over to a colleague may stand on the last page. Cost: a call for each 100 contacts.
 */
export async function compare({ sync, reader, state, lease, log, now }: CompareParts, isStopped: () => boolean): Promise<void> {
  const since = now()
  const members = await reader.members()
  const silent = new Set<string>()
  const isOver = async () => isStopped() || !(await lease.hold())
  /** By contact, what each member's list says of somebody unknown: whose customer they are is known when all lists were read. */
  const unknown = new Map<string, ContactProfile>()
  let contacts = 0
  for await (const page of reader.pages(members, silent)) {
    const left = new Set(await sync.described(page, 'part'))
    for (const profile of page)
      if (left.has(profile.contact)) unknown.set(profile.contact, together(unknown.get(profile.contact), profile))
    contacts += page.length
    if (await isOver()) return
  }
  const newcomers = [...unknown.values()]
  for (let from = 0; from < newcomers.length; from += atOnce) {
    await sync.described(newcomers.slice(from, from + atOnce))
    if (await isOver()) return
  }
  const heard = members.filter(member => !silent.has(member))
  const lost = await sync.compared(heard, since)
  await state.set(comparedKey, since.toISOString())
  log('info', 'wecom.contacts-compared', { count: contacts })
  if (lost > 0) log('info', 'wecom.contacts-lost', { count: lost })
  if (silent.size > 0) log('warn', 'wecom.contacts-unlicensed', { count: silent.size })
}

const together = (known: ContactProfile | undefined, more: ContactProfile): ContactProfile => ({
  ...more,
  phones: [...(known?.phones ?? []), ...more.phones],
  follows: [...(known?.follows ?? []), ...more.follows],
})

export async function isCompareDue({ state, now }: Pick<CompareParts, 'state' | 'now'>, isStart: boolean): Promise<boolean> {
  const last = await state.get(comparedKey)
  const ageMs = typeof last === 'string' ? now().getTime() - Date.parse(last) : Number.POSITIVE_INFINITY
  return ageMs >= (isStart ? justDoneMs : dayMs)
}
