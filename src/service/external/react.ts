import { localDate } from '../../chat/dates/zone.ts'
import type { Message } from '../../chat/message.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import { addActivity } from '../../customers/activity.ts'
import { type CustomerRecord, customerById } from '../../customers/store.ts'
import { changeCustomer, lockCustomer } from '../../customers/write.ts'
import type { ExternalFollow } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { absentAmong } from '../../people/away/store.ts'
import { type Member, memberById, rolesOf, teamById, teamMembers } from '../../people/store.ts'
import { dropTask } from '../../tasks/change.ts'
import { createTask } from '../../tasks/create.ts'
import { activityKind } from './activity-kinds.ts'
import { authorOf } from './customer.ts'
import { deletedMessage, droppedMessage, type Ended, lostMessage, taskWords } from './messages.ts'
import type { ExternalRun } from './store.ts'

/**
 * What follows from it, at once: all of it stands on the timeline, where the risk reads it. A customer who deleted a member: the owner, the
 * member and the managers are told, and the owner has a task for today. A member who deleted a customer: the managers are told. Who gave a
 * customer away lost none.
 */
export async function announce(run: ExternalRun, customerId: number, follow: ExternalFollow): Promise<void> {
  const found = await noted(run, customerId, follow)
  if (!found) return
  const { customer, member } = found
  if (!follow.endedAt) return calmDown(run, follow)
  if (follow.endedBy === 'contact') {
    await makeTask(run, found, follow)
    const others = await remaining(run, customerId)
    for (const person of await concerned(run, customer, member))
      await tell(run, person, keyOf(follow, person), locale => deletedMessage({ customer, member, others }, locale))
  }
  if (follow.endedBy === 'member')
    for (const person of await managers(run, customer))
      if (person.id !== member.id)
        await tell(run, person, keyOf(follow, person), locale => droppedMessage({ customer, member, others: [] }, locale))
}

/** Found to be over by comparing: each person hears of all that concern them in one message. */
export async function announceLost(
  run: ExternalRun,
  lost: readonly { customerId: number; follow: ExternalFollow }[],
): Promise<void> {
  const byPerson = new Map<number, { person: Member; ended: Ended[] }>()
  for (const { customerId, follow } of lost) {
    const found = await noted(run, customerId, follow)
    if (!found || follow.endedBy === 'transfer') continue
    for (const person of await concerned(run, found.customer, found.member)) {
      const told = byPerson.get(person.id) ?? { person, ended: [] }
      byPerson.set(person.id, { person, ended: [...told.ended, { ...found, others: [] }] })
    }
  }
  for (const { person, ended } of byPerson.values())
    await tell(run, person, `external-lost:${run.now.getTime()}:${person.id}`, locale => lostMessage(ended, locale))
}

/** Who got a customer did so within this of the other's losing them. */
const transferMs = 2 * 86_400_000

/**
 * The owner gave their customer to a colleague on the platform, who is the owner now, unless somebody has said since whose customer it is. Either half may be
 * heard of first. `isWhole`: all who have the customer are known, so that the one who is left is the one who got them.
 */
export async function passOn(run: ExternalRun, customerId: number, isWhole: boolean): Promise<void> {
  const { tx } = run
  const customer = await lockCustomer(tx, customerId)
  if (customer?.ownerId == null) return
  const follows = await tx.externalFollow.findMany({
    where: { contact: { customerId } },
    include: { member: true },
    orderBy: [{ given: 'desc' }, { addedAt: 'desc' }, { id: 'desc' }],
  })
  const given = follows.find(({ memberId }) => memberId === customer.ownerId)
  if (given?.endedBy !== 'transfer' || !given.endedAt) return
  const { endedAt } = given
  const others = follows.filter(({ endedAt: end, memberId }) => end === null && memberId !== customer.ownerId)
  const got = others.filter(({ addedAt }) => addedAt.getTime() >= endedAt.getTime() - transferMs)
  const heir = got[0] ?? (isWhole && others.length === 1 ? others[0] : undefined)
  if (!heir || !(await mayOwn(tx, heir.memberId, customer.teamId))) return
  const decided = await tx.change.count({ where: { customerId, field: 'owner', at: { gt: endedAt } } })
  if (decided === 0) await changeCustomer(authorOf(run), customer, { owner: heir.member })
}

const mayOwn = async (tx: Tx, memberId: number, teamId: number): Promise<boolean> => {
  const role = (await rolesOf(tx, memberId)).get(teamId)
  return role === 'rep' || role === 'manager'
}

interface Found {
  customer: CustomerRecord
  member: Member
}

/** Writes it on the timeline; null: the customer is gone. */
async function noted({ tx }: ExternalRun, customerId: number, follow: ExternalFollow): Promise<Found | null> {
  const customer = await customerById(tx, customerId)
  const member = await memberById(tx, follow.memberId)
  if (!customer || !member) return null
  await addActivity(tx, {
    ...{ customerId, kind: activityKind(follow.endedBy), at: follow.endedAt ?? follow.addedAt, memberId: null, source: 'sync' },
    ...{ refId: follow.id, data: { member: member.name, state: follow.endedAt ? null : follow.state } },
  })
  return { customer, member }
}

/** The owner or who stands in, the member whom it happened to, and the managers. */
async function concerned(run: ExternalRun, customer: CustomerRecord, member: Member): Promise<Member[]> {
  const { tx, now } = run
  const { ownerId } = customer
  const standIn = ownerId === null ? null : (await absentAmong(tx, [ownerId], now)).get(ownerId)?.standIn
  const owner = ownerId === null ? null : await memberById(tx, standIn?.id ?? ownerId)
  const all = [...(owner ? [owner] : []), member, ...(await managers(run, customer))]
  const here = all.filter(({ deactivatedAt, isExternal }) => !deactivatedAt && !isExternal)
  return [...new Map(here.map(person => [person.id, person])).values()]
}

const managers = ({ tx }: ExternalRun, { teamId }: CustomerRecord): Promise<Member[]> => teamMembers(tx, teamId, ['manager'])

/** Members who still have the customer as a contact. */
async function remaining({ tx }: ExternalRun, customerId: number): Promise<Member[]> {
  const follows = await tx.externalFollow.findMany({
    where: { contact: { customerId }, endedAt: null },
    include: { member: true },
    orderBy: { id: 'asc' },
  })
  return follows.map(({ member }) => member)
}

const causeOf = ({ id }: ExternalFollow): string => `external:${id}:`

async function makeTask(run: ExternalRun, { customer, member }: Found, follow: ExternalFollow): Promise<void> {
  const { tx, now, outbox } = run
  const team = await teamById(tx, customer.teamId)
  const text = taskWords(team.locale)
  await createTask(tx, outbox, {
    ...{ customerId: customer.id, teamId: customer.teamId, assigneeId: customer.ownerId, dueOn: localDate(now, team.zone) },
    ...{ title: text.title(customer.name, member.name), suggestion: text.suggestion, evidence: [] },
    ...{ cause: 'external', causeKey: `${causeOf(follow)}${follow.endedAt?.getTime()}`, actor: null, source: 'sync', now },
    // The alert says more.
    silent: true,
  })
}

/** They are in touch again: nobody needs to see to it. */
async function calmDown({ tx, now }: ExternalRun, follow: ExternalFollow): Promise<void> {
  const open = await tx.careTask.findMany({ where: { causeKey: { startsWith: causeOf(follow) }, status: 'open' } })
  for (const task of open) await dropTask(tx, task, null, now)
}

const keyOf = (follow: ExternalFollow, person: Member): string =>
  `external:${follow.id}:${follow.endedAt?.getTime()}:${follow.endedBy}:${person.id}`

async function tell(run: ExternalRun, person: Member, key: string, message: (locale: Locale) => Message): Promise<void> {
  const target = { platform: person.platform, kind: 'person' as const, id: person.ref }
  await run.outbox.put(run.tx, { key, target, message: message(localeOf(person.locale)) })
}
