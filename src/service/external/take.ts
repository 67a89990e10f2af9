import type { ContactEvent, ContactFollow, ContactProfile } from '../../chat/contact-sync.ts'
import type { ExternalContact, ExternalFollow } from '../../database/generated/client.ts'
import { customerFor } from './customer.ts'
import { afterAdding, afterEnding } from './follow.ts'
import { announce, announceLost, passOn } from './react.ts'
import { type ExternalRun, followOf, forgetErased, memberOf, saveFollow, stateOf, takeContact, unseen } from './store.ts'
import { takeWords } from './take-words.ts'
import { arrived, gone, notTransferred } from './transfers.ts'

/** What happened between a member and a contact. */
export async function happened(run: ExternalRun, event: ContactEvent): Promise<'known' | 'unknown'> {
  if (event.kind === 'added') await forgetErased(run, event.contact)
  const contact = await takeContact(run, event.contact)
  if (!contact) return 'known'
  const member = await memberOf(run, event.member)
  if (event.kind === 'not-transferred') {
    await notTransferred(run, contact.id, member.id, event.code)
    return contact.customerId === null ? 'unknown' : 'known'
  }
  const key = { contactId: contact.id, memberId: member.id }
  const before = stateOf(await followOf(run.tx, contact.id, member.id))
  const after = event.kind === 'added' ? afterAdding(before, event.at) : afterEnding(before, event.at, event.by)
  if (after) {
    const follow = await saveFollow(run, key, after, event.kind === 'added' ? { state: event.state } : {})
    if (contact.customerId !== null) await follows(run, contact.customerId, [follow])
  }
  return contact.customerId === null ? 'unknown' : 'known'
}

/** What the platform knows of a contact. False: it is unknown whose customer they are before all who have them are (`isWhole`). */
export async function describe(run: ExternalRun, profile: ContactProfile, isWhole: boolean): Promise<boolean> {
  const contact = await takeContact(run, profile.contact)
  if (!contact) return true
  const { changed, listed } = await takeFollows(run, contact, profile)
  if (contact.customerId === null && !isWhole) return false
  const customerId = contact.customerId ?? (await customerFor(run, profile))
  if (contact.customerId === null) await run.tx.externalContact.update({ where: { id: contact.id }, data: { customerId } })
  for (const { follow, said } of listed) await takeWords(run, customerId, follow, { ...said, name: profile.name })
  // What happened to somebody whom nobody had described is told now.
  const told = contact.customerId === null ? await run.tx.externalFollow.findMany({ where: { contactId: contact.id } }) : changed
  await follows(run, customerId, told)
  if (isWhole) await passOn(run, customerId, true)
  return true
}

/** Everybody of these members was described since then: who was not is lost. Gives how many. */
export async function compared(run: ExternalRun, members: readonly string[], since: Date): Promise<number> {
  const ended: { customerId: number; follow: ExternalFollow }[] = []
  for (const { contactId, customerId, memberId, given } of await unseen(run, members, since)) {
    const before = stateOf(await followOf(run.tx, contactId, memberId))
    const state = afterEnding(before, run.now, given ? 'transfer' : 'unknown')
    if (!state) continue
    const follow = await saveFollow(run, { contactId, memberId }, state)
    if (customerId !== null) ended.push({ customerId, follow })
  }
  await announceLost(run, ended)
  for (const { customerId } of ended) await passOn(run, customerId, true)
  return ended.length
}

/** Which of the profile's follows are news, and which of them last. */
async function takeFollows(run: ExternalRun, contact: ExternalContact, profile: ContactProfile) {
  const changed: ExternalFollow[] = []
  const listed: { follow: ExternalFollow; said: ContactFollow }[] = []
  for (const said of profile.follows) {
    const { member: ref, addedAt, state, given } = said
    const member = await memberOf(run, ref)
    const before = stateOf(await followOf(run.tx, contact.id, member.id))
    const after = afterAdding(before, addedAt)
    const is = after ?? before
    if (!is) continue
    const how = { given, ...(state !== null && { state }) }
    const follow = await saveFollow(run, { contactId: contact.id, memberId: member.id }, is, how)
    if (after) changed.push(follow)
    if (follow.endedAt === null) listed.push({ follow, said })
  }
  return { changed, listed }
}

/** What follows from these changes, in their order. */
async function follows(run: ExternalRun, customerId: number, changed: readonly ExternalFollow[]): Promise<void> {
  for (const follow of changed.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime())) {
    await announce(run, customerId, follow)
    if (!follow.endedAt) await arrived(run, follow, customerId)
    else if (follow.endedBy === 'transfer') await gone(run, follow)
  }
  if (changed.length > 0) await passOn(run, customerId, false)
}
