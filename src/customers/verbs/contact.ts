import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Button, bold, say } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Reply } from '../../chat/platform.ts'
import type { Contact } from '../../database/generated/client.ts'
import { namedText } from '../../people/named-text.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { contactRow } from '../contact-card.ts'
import { contactButtons, contactMessage, contactWords } from '../contact-messages.ts'
import { afterAdd, readContact } from '../contact-text.ts'
import { addContact, removeContact } from '../contacts.ts'
import { customerInline, openButton } from '../messages.ts'
import { type CustomerRecord, customerResource } from '../store.ts'
import { authorOf } from '../write.ts'
import { contactForm } from './contact-form.ts'

const listed = 20

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
    const named = await namedText(context.tx, context.actor.platform, about.rest)
    const typed = [...named].slice(0, 300).join('')
    const act = (customer: CustomerRecord) => [
      {
        action: 'customers.contact',
        label: contactWords(context.locale).add,
        value: { customerId: customer.id, ...(typed ? { typed } : {}) },
      },
    ]
    return withCustomer(context, about, isAdd || typed ? act : undefined, found =>
      isAdd || named ? addTyped(context, found.id, named) : listContacts(context, found),
    )
  },
}

const addTyped = (context: Context, customerId: number, typed: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer => {
    const values = readContact(typed)
    if (!values) return { kind: 'form', form: contactForm(context, customer, null) }
    const contact = await addContact(authorOf(context), customer.id, values)
    return {
      kind: 'message',
      message: contactMessage(context, customer, contact, contactWords(context.locale).added(customer.name)),
    }
  })

async function listContacts(context: Context, customer: CustomerRecord): Promise<Reply> {
  const { locale, zone, tx } = context
  context.demand('customer.read', customerResource(customer))
  const text = contactWords(locale)
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

export const contactAction = action({
  id: 'customers.contact',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32(), typed: z.string().max(600).optional() }),
  run: (context, { customerId, typed }) => addTyped(context, customerId, typed ?? ''),
})

const contactValue = z.strictObject({ contactId: z.int32() })

async function withContact(
  context: Context,
  contactId: number,
  go: (customer: CustomerRecord, contact: Contact) => Promise<Reply>,
): Promise<Reply> {
  const contact = await context.tx.contact.findUnique({ where: { id: contactId } })
  if (!contact) return { kind: 'message', message: say(context.locale, contactWords(context.locale).contactGone) }
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
        contactWords(locale).removed,
      )
      message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
      return { kind: 'message', message }
    }),
})
