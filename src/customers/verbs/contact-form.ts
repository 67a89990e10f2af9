import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formEntry } from '../../chat/feature.ts'
import type { Field, Form } from '../../chat/form.ts'
import type { Reply } from '../../chat/platform.ts'
import { withTyped } from '../../chat/typed-text.ts'
import type { Contact } from '../../database/generated/client.ts'
import { withClicked } from '../about.ts'
import { conflictIntro, theirHint } from '../conflict.ts'
import { contactMessage, contactWords } from '../contact-messages.ts'
import type { ContactValues } from '../contact-text.ts'
import { addContact, changeContact, contactText } from '../contacts.ts'
import { cleanText, limits, readFields } from '../fields.ts'
import { fingerprintsOf, mergeEdits } from '../merge.ts'
import { problemTexts } from '../problems.ts'
import { dayOf } from '../record.ts'
import type { CustomerRecord } from '../store.ts'
import { authorOf } from '../write.ts'

const fieldNames = ['name', 'role', 'phone', 'email', 'birthday', 'preferences', 'key'] as const
type ContactField = (typeof fieldNames)[number]
type ContactTexts = Record<ContactField, string>

/** A contact as the form shows it; empty texts for a new one. */
function textsOf(contact: Contact | null): ContactTexts {
  return {
    name: contact?.name ?? '',
    role: contact?.role ?? '',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    birthday: dayOf(contact?.birthday ?? null) ?? '',
    preferences: contact?.preferences ?? '',
    key: contact?.isKey ? 'yes' : 'no',
  }
}

interface Shown {
  texts?: ContactTexts
  intro?: string
  hints?: Partial<Record<ContactField, string>>
}

/** A new contact, or one to be changed. What it showed travels with it, so that nobody overwrites what they have not seen. */
export function contactForm({ locale }: Context, customer: CustomerRecord, contact: Contact | null, shown: Shown = {}): Form {
  const text = contactWords(locale)
  const current = textsOf(contact)
  const { texts = current, intro = customer.name, hints = {} } = shown
  return {
    id: 'customers.contact',
    title: text.title,
    submit: text.submit,
    intro,
    fields: formFields(locale, texts, hints),
    state: { customerId: customer.id, contactId: contact?.id ?? null, shown: contact ? fingerprintsOf(current) : {} },
  }
}

function formFields(locale: Context['locale'], texts: ContactTexts, hints: Shown['hints'] = {}): Field[] {
  const text = contactWords(locale)
  const base = (name: ContactField, hint?: string) => ({
    name,
    label: text[name],
    ...(name === 'name' || name === 'key' ? {} : { optional: true }),
    ...(texts[name] ? { value: texts[name] } : {}),
    ...((hints[name] ?? hint) ? { hint: hints[name] ?? hint ?? '' } : {}),
  })
  return [
    { kind: 'text', ...base('name'), maxLength: limits.name },
    { kind: 'text', ...base('role'), maxLength: limits.text },
    { kind: 'text', ...base('phone'), maxLength: limits.short },
    { kind: 'text', ...base('email'), maxLength: limits.email },
    { kind: 'date', ...base('birthday') },
    { kind: 'text', ...base('preferences', text.preferencesHint), multiline: true, maxLength: limits.custom },
    {
      kind: 'choice',
      ...base('key'),
      options: [
        { value: 'yes', label: text.yes },
        { value: 'no', label: text.no },
      ],
    },
  ]
}

const typedText = z.string().max(3_000).nullish()

export const contactSubmit = formEntry({
  id: 'customers.contact',
  needs: 'customer.edit',
  state: z.strictObject({
    customerId: z.int32(),
    contactId: z.int32().nullable(),
    shown: z.record(z.string(), z.string()).default({}),
  }),
  values: z.strictObject({
    name: typedText,
    role: typedText,
    phone: typedText,
    email: typedText,
    birthday: typedText,
    preferences: typedText,
    key: z.string().nullish(),
  }),
  submit: (context, typed, { customerId, contactId, shown }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const before =
        contactId === null ? null : await context.tx.contact.findFirst({ where: { id: contactId, customerId: customer.id } })
      if (contactId !== null && !before) return contactGone(context, typed)
      return save(context, customer, before, textsSubmitted(typed), shown)
    }),
})

/** A field the form did not have is not spoken of, one left empty is cleared. */
function textsSubmitted(typed: Partial<Record<ContactField, string | null | undefined>>): Partial<ContactTexts> {
  return Object.fromEntries(fieldNames.flatMap(name => (typed[name] === undefined ? [] : [[name, typed[name] ?? '']])))
}

function contactGone({ locale }: Context, typed: Partial<Record<ContactField, string | null | undefined>>): Reply {
  const lines = fieldNames.flatMap(name => (name !== 'key' && typed[name] ? [typed[name]] : []))
  return { kind: 'message', message: withTyped(locale, contactWords(locale).contactGone, lines.join('\n')) }
}

async function save(
  context: Context,
  customer: CustomerRecord,
  before: Contact | null,
  submitted: Partial<ContactTexts>,
  shown: Record<string, string>,
): Promise<Reply> {
  const { locale, now } = context
  const text = contactWords(locale)
  const current = textsOf(before)
  const { mine, conflicts } = mergeEdits(before ? shown : fingerprintsOf(current), submitted, current)
  const { phone, email, birthday } = mine
  const spoken = Object.entries({ phone, email, birthday }).filter(([, value]) => value !== undefined)
  const read = readFields(Object.fromEntries(spoken), now.toISOString().slice(0, 10))
  const errors = problemTexts(locale, read.problems)
  const texts = { ...current, ...mine }
  if (!cleanText(texts.name)) errors.name = text.nameMissing
  if (Object.keys(errors).length) return { kind: 'invalid', errors }
  if (before && conflicts.length) {
    const which = { customerId: customer.id, field: 'contact', after: contactText(before) }
    const hints = Object.fromEntries(conflicts.map(name => [name, theirHint(locale, shownValue(context, name, current[name]))]))
    const intro = await conflictIntro(context, which)
    return { kind: 'next-form', form: contactForm(context, customer, before, { texts, intro, hints }) }
  }
  const values: ContactValues = {
    name: cut(texts.name, limits.name),
    role: cut(texts.role, limits.text) || null,
    phone: read.values.phone ?? (mine.phone === undefined ? (before?.phone ?? null) : null),
    email: read.values.email ?? (mine.email === undefined ? (before?.email ?? null) : null),
    birthday: read.values.birthday ?? (mine.birthday === undefined ? dayOf(before?.birthday ?? null) : null),
    preferences: cut(texts.preferences, limits.custom) || null,
    isKey: texts.key === 'yes',
  }
  const contact = before
    ? await changeContact(authorOf(context), before, values)
    : await addContact(authorOf(context), customer.id, values)
  const said = before ? text.saved : text.added(customer.name)
  return { kind: 'message', message: contactMessage(context, customer, contact, said) }
}

const cut = (typed: string, length: number): string => [...cleanText(typed)].slice(0, length).join('')

const shownValue = ({ locale }: Context, name: ContactField, value: string): string =>
  name === 'key' ? contactWords(locale)[value === 'yes' ? 'yes' : 'no'] : value
