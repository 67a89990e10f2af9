import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { type Button, bold, type Message, say } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import type { Contact } from '../../database/generated/client.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { contactRow } from '../card.ts'
import { afterAdd, type ContactValues, readContact } from '../contact-text.ts'
import { addContact, changeContact, removeContact } from '../contacts.ts'
import { cleanText, limits, readFields } from '../fields.ts'
import { customerInline, openButton } from '../messages.ts'
import { problemTexts } from '../problems.ts'
import { dayOf } from '../record.ts'
import { type CustomerRecord, customerResource } from '../store.ts'
import { authorOf } from '../write.ts'

const listed = 20

const words = wording({
  en: {
    title: 'Contact',
    submit: 'Save',
    name: 'Name',
    role: 'Role',
    phone: 'Phone',
    email: 'E-mail',
    birthday: 'Birthday',
    preferences: 'Preferences',
    preferencesHint: 'How and when they like to be reached, what matters to them',
    key: 'Key contact',
    yes: 'Yes',
    no: 'No',
    nameMissing: 'A contact needs a name.',
    added: (who: string) => ` is now a contact of ${who}.`,
    saved: ': saved.',
    removed: ' is no longer a contact.',
    of: (who: string) => `Contacts of ${who}`,
    none: (who: string) => `${who} has no contacts yet.`,
    add: 'Add contact',
    edit: 'Edit',
    remove: 'Remove',
    sure: 'Remove this contact?',
    contactGone: 'This contact is no longer there.',
  },
  'zh-CN': {
    title: '联系人',
    submit: '保存',
    name: '姓名',
    role: '职务',
    phone: '电话',
    email: '邮箱',
    birthday: '生日',
    preferences: '偏好',
    preferencesHint: '喜欢的联系方式和时间、在意的事情',
    key: '关键联系人',
    yes: '是',
    no: '否',
    nameMissing: '请填写联系人姓名。',
    added: (who: string) => ` 已添加为${who}的联系人。`,
    saved: '：已保存。',
    removed: ' 已从联系人中移除。',
    of: (who: string) => `${who}的联系人`,
    none: (who: string) => `${who}还没有联系人。`,
    add: '添加联系人',
    edit: '编辑',
    remove: '移除',
    sure: '确定移除这位联系人吗？',
    contactGone: '这位联系人已不存在。',
  },
})

export const contactVerb: Verb = {
  name: 'contact',
  words: ['contact', 'contacts', '联系人'],
  usage: {
    en: '/customer contact add acme: Anna Becker, buyer, +49…, anna@…',
    'zh-CN': '/customer 联系人 添加 知客：张伟，采购，138…',
  },
  needs: 'customer.read',
  async run(context, line) {
    const { isAdd, rest } = afterAdd(line)
    const about = await aboutWhom(context, rest)
    const typed = [...about.rest].slice(0, 300).join('')
    const act = (customer: CustomerRecord) => [
      {
        action: 'customers.contact',
        label: words(context.locale).add,
        value: { customerId: customer.id, ...(typed ? { typed } : {}) },
      },
    ]
    return withCustomer(context, about, isAdd || typed ? act : undefined, found =>
      isAdd || about.rest ? addTyped(context, found.id, about.rest) : listContacts(context, found),
    )
  },
}

const addTyped = (context: Context, customerId: number, typed: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    const values = readContact(typed)
    if (!values) return { kind: 'form', form: contactForm(context, customer, null) }
    const contact = await addContact(authorOf(context), customer.id, values)
    return { kind: 'message', message: contactMessage(context, customer, contact, words(context.locale).added(customer.name)) }
  })

function contactMessage({ locale, zone }: Context, customer: CustomerRecord, contact: Contact, said: string): Message {
  const message = say(locale, bold(contact.name), said)
  const { detail, text } = contactRow(contact, locale, zone)
  if (detail || text.length > 1) message.parts.push({ kind: 'list', rows: [{ text, ...(detail ? { detail } : {}) }] })
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id), ...contactButtons(locale, contact)] })
  return message
}

function contactButtons(locale: Context['locale'], contact: Contact): Button[] {
  const text = words(locale)
  const value = { contactId: contact.id }
  return [
    { action: 'customers.contact-edit', label: text.edit, value },
    { action: 'customers.contact-remove', label: text.remove, value, style: 'danger', confirm: text.sure },
  ]
}

async function listContacts(context: Context, customer: CustomerRecord): Promise<Reply> {
  const { locale, zone, tx } = context
  context.demand('customer.read', customerResource(customer))
  const text = words(locale)
  const orderBy = [{ isKey: 'desc' }, { id: 'asc' }] as const
  const contacts = await tx.contact.findMany({ where: { customerId: customer.id }, orderBy: [...orderBy], take: listed + 1 })
  const mayEdit = context.may('customer.edit', customerResource(customer))
  const rows = contacts.slice(0, listed).map(contact => ({
    ...contactRow(contact, locale, zone),
    ...(mayEdit ? { act: contactButtons(locale, contact) } : {}),
  }))
  const title = contacts.length ? text.of(customer.name) : text.none(customer.name)
  const message = say(locale, title)
  const more =
    contacts.length > listed
      ? { more: [chatWords(locale).more((await tx.contact.count({ where: { customerId: customer.id } })) - listed)] }
      : {}
  if (rows.length) message.parts.push({ kind: 'list', rows, ...more })
  const add: Button = { action: 'customers.contact', label: text.add, value: { customerId: customer.id } }
  message.parts.push({ kind: 'actions', actions: [...(mayEdit ? [add] : []), openButton(locale, customer.id)] })
  return { kind: 'message', message }
}

function contactForm({ locale }: Context, customer: CustomerRecord, contact: Contact | null): Form {
  const text = words(locale)
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
  state: z.strictObject({ customerId: z.int(), contactId: z.int().nullable() }),
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
      const text = words(context.locale)
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
        return { kind: 'message', message: say(context.locale, words(context.locale).contactGone) }
      const contact = before
        ? await changeContact(authorOf(context), before, values)
        : await addContact(authorOf(context), customer.id, values)
      return {
        kind: 'message',
        message: contactMessage(context, customer, contact, before ? text.saved : text.added(customer.name)),
      }
    }),
})

export const contactAction = action({
  id: 'customers.contact',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int(), typed: z.string().max(600).optional() }),
  run: (context, { customerId, typed }) => addTyped(context, customerId, typed ?? ''),
})

const contactValue = z.strictObject({ contactId: z.int() })

async function withContact(
  context: Context,
  contactId: number,
  go: (customer: CustomerRecord, contact: Contact) => Promise<Reply>,
): Promise<Reply> {
  const contact = await context.tx.contact.findUnique({ where: { id: contactId } })
  if (!contact) return { kind: 'message', message: say(context.locale, words(context.locale).contactGone) }
  return withClicked(context, contact.customerId, 'customer.edit', customer => go(customer, contact))
}

export const contactEditAction = action({
  id: 'customers.contact-edit',
  needs: 'customer.edit',
  value: contactValue,
  run: (context, { contactId }) =>
    withContact(context, contactId, async (customer, contact) => ({
      kind: 'form',
      form: contactForm(context, customer, contact),
    })),
})

export const contactRemoveAction = action({
  id: 'customers.contact-remove',
  needs: 'customer.edit',
  value: contactValue,
  run: (context, { contactId }) =>
    withContact(context, contactId, async (customer, contact) => {
      await removeContact(authorOf(context), contact)
      const { locale } = context
      const message = say(
        locale,
        customerInline(customer),
        locale === 'en' ? ': ' : '：',
        bold(contact.name),
        words(locale).removed,
      )
      message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
      return { kind: 'message', message }
    }),
})
