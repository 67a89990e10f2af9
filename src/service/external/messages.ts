import { type Button, bold, type Inline, type Message, type Part, plainText } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { type Member, personInline } from '../../people/store.ts'

export const taskWords = wording({
  en: {
    title: (customer: string, member: string) => `${customer} deleted ${member}: find out why`,
    suggestion: 'call or write another way, and log what they say',
  },
  'zh-CN': {
    title: (customer: string, member: string) => `${customer}删除了${member}：尽快了解原因`,
    suggestion: '换个方式联系（电话、短信等），并记录跟进',
  },
})

const words = wording({
  en: {
    deleted: ' deleted ',
    deletedEnd: ' from their contacts',
    due: 'The owner has a task for today: find out why, another way.',
    unowned: 'Nobody owns this customer: assign somebody who sees to it today.',
    others: 'Still a contact of: ',
    none: 'Nobody of the company has them as a contact any more.',
    dropped: ' deleted the customer ',
    droppedEnd: ' from their contacts',
    why: 'If it was a mistake, the customer must be added again.',
    lost: (count: number) => `No longer among our contacts (${count})`,
    lostNote: 'Found by comparing the lists; nobody said which side deleted the other. Ask before you conclude anything.',
    of: 'was a contact of ',
    more: (left: number) => `…and ${left} more`,
    join: ', ',
    log: 'Log a contact',
    assign: 'Assign',
    open: 'Open customer',
  },
  'zh-CN': {
    deleted: ' 删除了 ',
    deletedEnd: '，不再是好友',
    due: '已为负责人创建今天到期的任务：请换个方式联系，了解原因。',
    unowned: '这位客户还没有负责人，请今天安排人处理。',
    others: '仍是这些同事的客户：',
    none: '公司里已没有人是这位客户的好友。',
    dropped: ' 删除了客户 ',
    droppedEnd: '',
    why: '如果是误删，需要重新添加客户。',
    lost: (count: number) => `已不在客户列表中（${count}）`,
    lostNote: '核对客户列表时发现，无法得知是哪一方删除的，请先了解情况。',
    of: '原跟进人：',
    more: (left: number) => `……另有 ${left} 位`,
    join: '、',
    log: '写跟进',
    assign: '分配',
    open: '打开客户',
  },
})

/** A member and a customer who are no longer in touch, and members who are. */
export interface Ended {
  customer: Pick<CustomerRecord, 'id' | 'name' | 'ownerId'>
  member: Pick<Member, 'platform' | 'ref' | 'name'>
  others: readonly Pick<Member, 'platform' | 'ref' | 'name'>[]
}

/** The customer deleted the member. */
export function deletedMessage({ customer, member, others }: Ended, locale: Locale): Message {
  const text = words(locale)
  const line = [bold(customer.name), text.deleted, personInline(member), text.deletedEnd]
  const still = others.flatMap((one, index): Inline[] => [...(index ? [text.join] : []), personInline(one)])
  return message(locale, line, [
    { kind: 'text', text: still.length ? [text.others, ...still] : [text.none] },
    { kind: 'note', text: [customer.ownerId === null ? text.unowned : text.due] },
    { kind: 'actions', actions: buttons(customer, locale) },
  ])
}

/** The member deleted the customer. */
export function droppedMessage({ customer, member }: Ended, locale: Locale): Message {
  const text = words(locale)
  const line = [personInline(member), text.dropped, bold(customer.name), text.droppedEnd]
  return message(locale, line, [
    { kind: 'note', text: [text.why] },
    { kind: 'actions', actions: buttons(customer, locale) },
  ])
}

const mostRows = 10

/** They are no longer in touch, and nobody said how. */
export function lostMessage(ended: readonly Ended[], locale: Locale): Message {
  const text = words(locale)
  const rows = ended.slice(0, mostRows).map(({ customer, member }) => ({
    text: [bold(customer.name)],
    detail: [text.of, personInline(member)],
    act: [{ action: 'customers.show', label: text.open, value: { customerId: customer.id } }],
  }))
  const left = ended.length - rows.length
  return {
    locale,
    summary: text.lost(ended.length),
    parts: [
      { kind: 'list', title: text.lost(ended.length), rows, ...(left > 0 && { more: [text.more(left)] }) },
      { kind: 'note', text: [text.lostNote] },
    ],
  }
}

const message = (locale: Locale, line: Inline[], parts: Part[]): Message => ({
  locale,
  summary: plainText(line),
  parts: [{ kind: 'text', text: line }, ...parts],
})

function buttons(customer: Ended['customer'], locale: Locale): Button[] {
  const text = words(locale)
  const value = { customerId: customer.id }
  const first: Button =
    customer.ownerId === null
      ? { action: 'customers.assign', label: text.assign, value, style: 'primary' }
      : { action: 'interactions.log', label: text.log, value, style: 'primary' }
  return [first, { action: 'customers.show', label: text.open, value }]
}
