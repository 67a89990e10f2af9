import type { Context } from '../../chat/context.ts'
import { localeOf } from '../../chat/wording.ts'
import { addContact, linkContact } from '../../customers/contacts.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { authorOf } from '../../customers/write.ts'
import { memberByRef } from '../../people/store.ts'
import type { Way } from './ways.ts'

/**
 * The way to a person of the customer's whom somebody mentioned; null when it is nobody from outside. From now on they are a contact of this
 * customer, reached in chat. Whoever belongs to another customer is not taken from it.
 */
export async function externalContact(context: Context, customer: CustomerRecord, ref: string): Promise<Way | null> {
  const { tx, actor } = context
  const member = await memberByRef(tx, actor.platform, ref)
  if (!member?.isExternal || member.deactivatedAt) return null
  const known = await tx.contact.findFirst({ where: { memberId: member.id } })
  if (known && known.customerId !== customer.id) return null
  if (!known) {
    const named = await tx.contact.findFirst({
      where: { customerId: customer.id, memberId: null, name: { equals: member.name, mode: 'insensitive' } },
      orderBy: { id: 'asc' },
    })
    const values = { name: member.name, role: null, phone: null, email: null, birthday: null, preferences: null, isKey: false }
    const contact = named ?? (await addContact(authorOf(context), customer.id, values))
    await linkContact(tx, contact.id, member.id)
  }
  return {
    target: { platform: member.platform, kind: 'person', id: member.ref },
    memberId: member.id,
    locale: localeOf(member.locale),
    zone: member.zone,
  }
}
