import type { Context } from '../chat/context.ts'
import { type Button, bold, type Message, say } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import type { Contact } from '../database/generated/client.ts'
import { contactRow } from './contact-card.ts'
import { openButton } from './messages.ts'
import type { CustomerRecord } from './store.ts'

export const contactWords = wording({
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
    added: (who: string) => `已添加为${who}的联系人。`,
    saved: '：已保存。',
    removed: '已从联系人中移除。',
    of: (who: string) => `${who}的联系人`,
    none: (who: string) => `${who}还没有联系人。`,
    add: '添加联系人',
    edit: '编辑',
    remove: '移除',
    sure: '确定移除这位联系人吗？',
    contactGone: '这位联系人已不存在。',
  },
})

/** One contact, what became of it, and what can be done with it. */
export function contactMessage({ locale, zone }: Context, customer: CustomerRecord, contact: Contact, said: string): Message {
  const message = say(locale, bold(contact.name), said)
  const { detail, text } = contactRow(contact, locale, zone)
  if (detail || text.length > 1) message.parts.push({ kind: 'list', rows: [{ text, ...(detail ? { detail } : {}) }] })
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id), ...contactButtons(locale, contact)] })
  return message
}

export function contactButtons(locale: Context['locale'], contact: Contact): Button[] {
  const text = contactWords(locale)
  const value = { contactId: contact.id }
  return [
    { action: 'customers.contact-edit', label: text.edit, value },
    { action: 'customers.contact-remove', label: text.remove, value, style: 'danger', confirm: text.sure },
  ]
}
