import type { Contact } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { addActivity, edited } from './activity.ts'
import type { ContactValues } from './contact-text.ts'
import { contactSearch } from './search-text.ts'
import { type Author, writeChanges } from './write.ts'

/** Adds a contact, in history and on the timeline. */
export async function addContact(author: Author, customerId: number, values: ContactValues): Promise<Contact> {
  const { tx, now, memberId, source } = author
  const contact = await tx.contact.create({ data: { customerId, ...columnsOf(values), createdAt: now } })
  await writeChanges(author, customerId, [{ field: 'contact', before: null, after: contactText(contact) }])
  await addActivity(tx, {
    customerId,
    kind: 'contact',
    at: now,
    memberId,
    source,
    refId: contact.id,
    data: { name: contact.name },
  })
  return contact
}

/** Changes a contact; history says what it was. */
export async function changeContact(author: Author, before: Contact, values: ContactValues): Promise<Contact> {
  const contact = await author.tx.contact.update({ where: { id: before.id }, data: columnsOf(values) })
  const [was, is] = [contactText(before), contactText(contact)]
  if (was !== is) await noteChange(author, before.customerId, { before: was, after: is })
  return contact
}

export async function removeContact(author: Author, contact: Contact): Promise<void> {
  await author.tx.contact.deleteMany({ where: { id: contact.id } })
  await noteChange(author, contact.customerId, { before: contactText(contact), after: null })
}

async function noteChange(author: Author, customerId: number, change: { before: string; after: string | null }): Promise<void> {
  const { tx, now, memberId, source } = author
  await writeChanges(author, customerId, [{ field: 'contact', ...change }])
  await addActivity(tx, { customerId, kind: edited, at: now, memberId, source })
}

function columnsOf(values: ContactValues) {
  return { ...values, birthday: values.birthday ? new Date(values.birthday) : null, ...contactSearch(values) }
}

/** A contact in one line, as history keeps it. */
export function contactText(
  contact: Pick<Contact, 'name' | 'role' | 'phone' | 'email' | 'birthday' | 'preferences' | 'isKey'>,
): string {
  const { name, role, phone, email, birthday, preferences, isKey } = contact
  const day = birthday?.toISOString().slice(0, 10)
  return [name, role, phone, email, day, isKey ? '★' : null, preferences].filter(Boolean).join(', ')
}

/** From now on the contact is this person in chat. */
export async function linkContact(tx: Tx, contactId: number, memberId: number): Promise<void> {
  await tx.contact.update({ where: { id: contactId }, data: { memberId }, select: { id: true } })
}
