import type { Context } from '../../chat/context.ts'
import { type Button, type Message, say } from '../../chat/message.ts'
import { localeOf, wording } from '../../chat/wording.ts'
import { addContact, linkContact } from '../../customers/contacts.ts'
import { customerInline } from '../../customers/messages.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { authorOf } from '../../customers/write.ts'
import { type Member, memberByRef, personInline } from '../../people/store.ts'
import type { Way } from './ways.ts'

const words = wording({
  en: {
    ours: 'Mention somebody of the customer’s, from the channel you share with them. Members of our own company are not asked.',
    elsewhere: ' is a contact of another customer, so nothing was sent.',
    new: ' is not known as a contact of ',
    check:
      '. Please check that they are of this customer’s: they get the question in a direct message, and are its contact from then on.',
    yes: (person: string, customer: string) => `${person} is of ${customer}: ask`,
  },
  'zh-CN': {
    ours: '请 @ 共享频道里的客户方成员。问卷不会发给本公司同事。',
    elsewhere: ' 是其他客户的联系人，没有发送。',
    new: ' 还不是客户 ',
    check: ' 的联系人。请确认对方确实属于该客户：确认后会以私信发送问卷，并登记为其联系人。',
    yes: (person: string, customer: string) => `${person} 属于 ${customer}，发送`,
  },
})

/** Whom somebody mentioned, as seen from a customer. No platform says of which customer a person is: for whom is new, ours must. */
export type Mentioned = { kind: 'ours' } | { kind: 'elsewhere' | 'contact' | 'new'; member: Member }

export async function personOf({ tx, actor }: Context, customer: CustomerRecord, ref: string): Promise<Mentioned> {
  const member = await memberByRef(tx, actor.platform, ref)
  if (!member?.isExternal || member.deactivatedAt) return { kind: 'ours' }
  const known = await tx.contact.findMany({ where: { memberId: member.id }, select: { customerId: true } })
  if (known.some(({ customerId }) => customerId === customer.id)) return { kind: 'contact', member }
  return { kind: known.length > 0 ? 'elsewhere' : 'new', member }
}

/** The customer of whom a person mentioned is a contact; null: of none. */
export async function customerOfPerson({ tx, actor }: Context, ref: string): Promise<number | null> {
  const where = { member: { platform: actor.platform, ref, isExternal: true, deactivatedAt: null } }
  return (await tx.contact.findFirst({ where, orderBy: { id: 'asc' }, select: { customerId: true } }))?.customerId ?? null
}

/**
 * The way to a person of the customer's, who from now on is a contact of it, reached in chat. `named`: a contact of that name is them, where one
 * of ours says who they are; what somebody outside calls themselves proves nothing.
 */
export async function takeOn(
  context: Context,
  customer: Pick<CustomerRecord, 'id'>,
  member: Member,
  who: 'named' | 'stranger',
): Promise<Way> {
  const { tx } = context
  if (!(await tx.contact.findFirst({ where: { memberId: member.id, customerId: customer.id } }))) {
    const same = { customerId: customer.id, memberId: null, name: { equals: member.name, mode: 'insensitive' } } as const
    const named = who === 'named' ? await tx.contact.findFirst({ where: same, orderBy: { id: 'asc' } }) : null
    const values = { name: member.name, role: null, phone: null, email: null, birthday: null, preferences: null, isKey: false }
    const contact = named ?? (await addContact(authorOf(context), customer.id, values))
    await linkContact(tx, contact.id, member.id)
  }
  return wayTo(member)
}

/** A person's own chat. */
export const wayTo = ({ id, platform, ref, locale, zone }: Member): Way => ({
  ...{ target: { platform, kind: 'person', id: ref }, memberId: id },
  ...{ locale: localeOf(locale), zone },
})

/** Why a person mentioned is not asked, or not before somebody says whose they are (`yes`: the button that says so). */
export function notTheirsMessage({ locale }: Context, customer: CustomerRecord, meant: Mentioned, yes?: Button): Message {
  const text = words(locale)
  if (meant.kind === 'ours') return say(locale, text.ours)
  const person = personInline(meant.member)
  if (!yes) return say(locale, person, text.elsewhere)
  const message = say(locale, person, text.new, customerInline(customer), text.check)
  const label = text.yes(meant.member.name, customer.name)
  message.parts.push({ kind: 'actions', actions: [{ ...yes, label, style: 'primary' }] })
  return message
}
