import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formEntry } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { say } from '../../chat/message.ts'
import type { Contact } from '../../database/generated/client.ts'
import { withClicked } from '../about.ts'
import { contactMessage, contactWords } from '../contact-messages.ts'
import type { ContactValues } from '../contact-text.ts'
import { addContact, changeContact } from '../contacts.ts'
import { cleanText, limits, readFields } from '../fields.ts'
import { problemTexts } from '../problems.ts'
import { dayOf } from '../record.ts'
import type { CustomerRecord } from '../store.ts'
import { authorOf } from '../write.ts'

/** A new contact, or one to be changed. */
export function contactForm({ locale }: Context, customer: CustomerRecord, contact: Contact | null): Form {
  const text = contactWords(locale)
  const value = (shown: string | null | undefined) => (shown ? { value: shown } : {})
  return {
    id: 'customers.contact',
    title: text.title,
    submit: text.submit,
    intro: customer.name,
    fields: [
      { kind: 'text', name: 'name', label: text.name, maxLength: limits.name, ...value(contact?.name) },
      { kind: 'text', name: 'role', label: text.role, optional: true, maxLength: limits.text, ...value(contact?.role) },
      { kind: 'text', name: 'phone', label: text.phone, optional: true, maxLength: limits.short, ...value(contact?.phone) },
      { kind: 'text', name: 'email', label: text.email, optional: true, maxLength: limits.email, ...value(contact?.email) },
      { kind: 'date', name: 'birthday', label: text.birthday, optional: true, ...value(dayOf(contact?.birthday ?? null)) },
      {
        kind: 'text',
        name: 'preferences',
        label: text.preferences,
        hint: text.preferencesHint,
        optional: true,
        multiline: true,
        maxLength: limits.custom,
        ...value(contact?.preferences),
      },
      {
        kind: 'choice',
        name: 'key',
        label: text.key,
        options: [
          { value: 'yes', label: text.yes },
          { value: 'no', label: text.no },
        ],
        value: contact?.isKey ? 'yes' : 'no',
      },
    ],
    state: { customerId: customer.id, contactId: contact?.id ?? null },
  }
}

const typedText = z.string().max(3_000).nullish()

export const contactSubmit = formEntry({
  id: 'customers.contact',
  needs: 'customer.edit',
  state: z.strictObject({ customerId: z.int32(), contactId: z.int32().nullable() }),
  values: z.strictObject({
    name: typedText,
    role: typedText,
    phone: typedText,
    email: typedText,
    birthday: typedText,
    preferences: typedText,
    key: z.string().nullish(),
  }),
  submit: (context, typed, { customerId, contactId }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const text = contactWords(context.locale)
      const { phone, email, birthday } = typed
      const read = readFields(
        { phone: phone ?? '', email: email ?? '', birthday: birthday ?? '' },
        context.now.toISOString().slice(0, 10),
      )
      const errors = problemTexts(context.locale, read.problems)
      const name = cleanText(typed.name ?? '')
      if (!name) errors.name = text.nameMissing
      if (Object.keys(errors).length) return { kind: 'invalid', errors }
      const values: ContactValues = {
        name: [...name].slice(0, limits.name).join(''),
        role: [...cleanText(typed.role ?? '')].slice(0, limits.text).join('') || null,
        phone: read.values.phone ?? null,
        email: read.values.email ?? null,
        birthday: read.values.birthday ?? null,
        preferences: [...cleanText(typed.preferences ?? '')].slice(0, limits.custom).join('') || null,
        isKey: typed.key === 'yes',
      }
      const before =
        contactId === null ? null : await context.tx.contact.findFirst({ where: { id: contactId, customerId: customer.id } })
      if (contactId !== null && !before)
        return { kind: 'message', message: say(context.locale, contactWords(context.locale).contactGone) }
      const contact = before
        ? await changeContact(authorOf(context), before, values)
        : await addContact(authorOf(context), customer.id, values)
      return {
        kind: 'message',
        message: contactMessage(context, customer, contact, before ? text.saved : text.added(customer.name)),
      }
    }),
})
