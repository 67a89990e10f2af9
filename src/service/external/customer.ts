import type { ContactProfile } from '../../chat/contact-sync.ts'
import { isPhone, limits, uniqueTags } from '../../customers/fields.ts'
import { phoneDigits, phoneVariants } from '../../customers/search-text.ts'
import { type Author, changeCustomer, createCustomer, lockCustomer } from '../../customers/write.ts'
import { firstTeam, rolesOf } from '../../people/store.ts'
import { calledBy, clean, type ExternalRun, memberOf } from './store.ts'

export const authorOf = ({ tx, now }: ExternalRun): Author => ({ tx, now, memberId: null, source: 'sync' })

/**
 * The customer that a contact is: who was recorded under `<platform>:<id>`, or alone has one of the phone numbers that members noted; else a
 * new one. The first member who has them owns the customer whom nobody owns, and the mark of the way they came by is the source.
 */
export async function customerFor(run: ExternalRun, profile: ContactProfile): Promise<number> {
  const [first] = profile.follows.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime())
  const source = first?.state ? clean(first.state, limits.text) : null
  const { owner, teamId } = await placeFor(run, first?.member)
  const known = await knownCustomer(run, profile)
  if (known === null) {
    const name = (first && calledBy(first, profile.name)) || profile.contact
    const tags = uniqueTags(profile.follows.flatMap(follow => follow.tags)).slice(0, limits.tags)
    const phone = profile.phones.map(one => clean(one, limits.short)).find(isPhone) ?? null
    return createCustomer(authorOf(run), { name, phone, source, tags }, { teamId, ownerId: owner?.id ?? null })
  }
  const customer = await lockCustomer(run.tx, known)
  if (!customer) throw new Error('the customer was found and is gone')
  const unowned = customer.ownerId === null && customer.teamId === teamId
  await changeCustomer(authorOf(run), customer, {
    ...(unowned && owner ? { owner } : {}),
    ...(customer.source === null && source ? { source } : {}),
  })
  return known
}

async function knownCustomer({ tx, platform }: ExternalRun, { contact, phones }: ContactProfile): Promise<number | null> {
  const named = await tx.customer.findFirst({
    where: { externalId: `${platform}:${contact}`, erasedAt: null },
    select: { id: true },
  })
  if (named) return named.id
  const digits = phones.map(phoneDigits).filter(one => one.length >= 7)
  if (digits.length === 0) return null
  const same = await tx.customer.findMany({
    where: { phoneDigits: { in: digits.flatMap(phoneVariants) }, erasedAt: null },
    select: { id: true },
    take: 2,
  })
  return same.length === 1 ? (same[0]?.id ?? null) : null
}

/** Where a member may own customers; a member who may nowhere leaves them to the first team, unowned. */
async function placeFor(run: ExternalRun, ref: string | undefined) {
  const member = ref === undefined ? null : await memberOf(run, ref)
  const roles = member ? await rolesOf(run.tx, member.id) : new Map()
  const team = [...roles].find(([, role]) => role === 'rep' || role === 'manager')?.[0]
  return team === undefined ? { owner: null, teamId: (await firstTeam(run.tx)).id } : { owner: member, teamId: team }
}
