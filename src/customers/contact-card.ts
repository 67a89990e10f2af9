import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { cardSection } from '../chat/feature.ts'
import { bold, code, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { type Contact, Prisma } from '../database/generated/client.ts'
import { commandText } from './messages.ts'
import { dayOf } from './record.ts'

const shownContacts = 5

const words = wording({
  en: {
    contacts: 'Contacts',
    moreContacts: 'more with ',
    key: 'key contact',
    born: (day: string) => `birthday ${day}`,
  },
  'zh-CN': {
    contacts: '联系人',
    moreContacts: '查看更多：',
    key: '关键联系人',
    born: (day: string) => `生日 ${day}`,
  },
})

type ShownContact = Pick<Contact, 'name' | 'role' | 'phone' | 'email' | 'birthday' | 'preferences' | 'isKey'>

/** Whom one talks to at the customer, the key contact first. */
export const contactsCard = cardSection<Omit<ShownContact, 'birthday'> & { birthday: string | null }>({
  name: 'contacts',
  order: 28,
  rows: (_context, customerId) => Prisma.sql`
    SELECT "name", "role", "phone", "email", "birthday", "preferences", "isKey" FROM "Contact"
    WHERE "customerId" = ${customerId} ORDER BY "isKey" DESC, "id" LIMIT ${shownContacts + 1}`,
  show({ locale, zone }, found, { name }) {
    if (found.length === 0) return []
    const text = words(locale)
    const contacts = found.map(contact => ({
      ...contact,
      birthday: contact.birthday === null ? null : new Date(contact.birthday),
    }))
    const rows = contacts.slice(0, shownContacts).map((contact): Row => contactRow(contact, locale, zone))
    const who = name.includes(' ') ? `"${name}"` : name
    const more = contacts.length > shownContacts ? { more: [text.moreContacts, code(commandText(locale, 'contact', who))] } : {}
    return [{ kind: 'list', title: text.contacts, rows, priority: 6, ...more }]
  },
})

/** A contact in a list: name, role and whether it is the key contact; quieter how to reach and what they like. */
export function contactRow(contact: ShownContact, locale: Context['locale'], zone: string): Row {
  const text = words(locale)
  const day = dayOf(contact.birthday)
  const head = [contact.role, contact.isKey && text.key].filter(Boolean).join(' · ')
  const born = day && text.born(formatDate(day, locale, zone, 'long'))
  const detail = [contact.phone, contact.email, born, shortened(contact.preferences)].filter(Boolean).join(' · ')
  return { text: [bold(contact.name), ...(head ? [` · ${head}`] : [])], ...(detail ? { detail: [detail] } : {}) }
}

const shownPreferences = 160

function shortened(preferences: string | null): string | null {
  const characters = [...(preferences ?? '')]
  return characters.length > shownPreferences ? `${characters.slice(0, shownPreferences).join('')}…` : preferences
}
