import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { type Button, bold, code, type Inline, type Message, type Row, say } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { personInline } from '../people/store.ts'
import { pickLimit, type Resolved } from './find.ts'
import type { CustomerRecord } from './store.ts'

const words = wording({
  en: {
    open: 'Open',
    create: 'Create',
    which: (who: string) => `Which customer is “${who}”?`,
    guess: (who: string) => `No customer is called “${who}”. Did you mean:`,
    morePick: 'There are more; type a longer part of the name, or see all with ',
    none: (who: string) => `I found no customer for “${who}”.`,
    noneTyped: 'Which customer? Type a name, phone number, external id, contact or tag.',
    rowGone: (number: number) => `Number ${number} is not in the list you saw last, or that list is more than a day old.`,
    gone: 'This customer is no longer there. It may have been deleted or merged meanwhile.',
    unassigned: 'unassigned',
    left: (day: string) => `left ${day}`,
    lastContact: (when: string) => `last contact ${when}`,
    neverContacted: 'never contacted',
  },
  'zh-CN': {
    open: '打开',
    create: '新建',
    which: (who: string) => `“${who}”指的是哪位客户？`,
    guess: (who: string) => `没有叫“${who}”的客户。您是不是想找：`,
    morePick: '还有更多，请多输入几个字，或查看全部：',
    none: (who: string) => `没有找到与“${who}”匹配的客户。`,
    noneTyped: '请问是哪位客户？可输入名称、电话、外部编号、联系人或标签。',
    rowGone: (number: number) => `最近一次列表里没有第 ${number} 项，或该列表已超过 24 小时。`,
    gone: '这位客户已不存在，可能已被删除或合并。',
    unassigned: '未分配',
    left: (day: string) => `${day}流失`,
    lastContact: (when: string) => `${when}联系过`,
    neverContacted: '从未联系',
  },
})

/** The start of what somebody typed, short enough to be quoted back. */
export function quoted(typed: string): string {
  const characters = [...typed.replace(/\s+/g, ' ').trim()]
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : characters.join('')
}

/** A command as this person types it. */
export function commandText(locale: Locale, verb: 'list' | 'contact', rest = ''): string {
  const line = locale === 'en' ? `/customer ${verb}` : `/customer ${verb === 'list' ? '列表' : '联系人'}`
  return rest ? `${line} ${rest}` : line
}

/** A customer named within a sentence. */
export function customerInline(customer: { name: string }): Inline {
  return bold(customer.name)
}

export const openButton = (locale: Locale, customerId: number): Button => ({
  action: 'customers.show',
  label: words(locale).open,
  value: { customerId },
})

/** A customer as one row of a list: name and hints, and quieter its tier, stage, owner and last contact. Buttons are the caller's. */
export function customerLine(
  customer: CustomerRecord,
  context: Pick<Context, 'locale' | 'zone' | 'now'>,
  act: Button[] = [],
  hints: readonly Inline[] = [],
): Row {
  const { locale, zone, now } = context
  const text = words(locale)
  const detail: Inline[][] = [customer.tier, customer.stage].flatMap(fact => (fact ? [[fact]] : []))
  detail.push([customer.owner ? personInline(customer.owner) : text.unassigned])
  if (customer.leftAt) detail.push([text.left(formatDate(customer.leftAt, locale, zone, 'short', now))])
  else if (customer.lastContactAt)
    detail.push([text.lastContact(formatDate(customer.lastContactAt, locale, zone, 'relative', now))])
  else detail.push([text.neverContacted])
  return {
    text: [customerInline(customer), ...hints],
    detail: detail.flatMap((fact, index) => (index ? [' · ', ...fact] : fact)),
    ...(act.length ? { act } : {}),
    ref: { kind: 'customer', id: customer.id },
  }
}

/** What the button of a row in a pick list does; unset: it opens the customer. */
export type PickAct = (customer: CustomerRecord) => Button[]

/** Several customers match, or (`guess`) none does and these are near: a numbered list to choose from. */
export function pickList(
  context: Pick<Context, 'locale' | 'zone' | 'now'>,
  who: string,
  customers: readonly CustomerRecord[],
  act: PickAct = customer => [openButton(context.locale, customer.id)],
  guess = customers.length === 1,
): Message {
  const { locale } = context
  const text = words(locale)
  const question = guess ? text.guess(quoted(who)) : text.which(quoted(who))
  const rows = customers.slice(0, pickLimit).map(customer => customerLine(customer, context, act(customer)))
  const more = customers.length > pickLimit ? { more: [text.morePick, code(commandText(locale, 'list'))] } : {}
  return {
    locale,
    summary: question,
    parts: [
      { kind: 'text', text: [question] },
      { kind: 'list', start: 1, rows, ...more },
    ],
  }
}

/** No customer by that name; offers to create one where the person may. */
export function notFoundMessage(context: Pick<Context, 'locale' | 'may'>, who: string): Message {
  const { locale } = context
  const text = words(locale)
  if (!who) return say(locale, text.noneTyped)
  const message = say(locale, text.none(quoted(who)))
  return offerCreate(context, message, who)
}

function offerCreate(context: Pick<Context, 'locale' | 'may'>, message: Message, who: string): Message {
  const name = [...who.trim()].slice(0, 200).join('')
  if (context.may('customer.create'))
    message.parts.push({
      kind: 'actions',
      actions: [{ action: 'customers.new', label: words(context.locale).create, value: { name }, style: 'primary' }],
    })
  return message
}

/** A number that no row of the last list has. */
export function rowGoneMessage(locale: Locale, number: number): Message {
  return say(locale, words(locale).rowGone(number))
}

/** The customer of a button or form was deleted meanwhile. */
export function goneMessage(locale: Locale): Message {
  return say(locale, words(locale).gone)
}

/** What to say when `resolveWho` did not settle on one customer. `act`: what choosing a row does. */
export function unresolvedMessage(
  context: Pick<Context, 'locale' | 'zone' | 'now' | 'may'>,
  who: string,
  resolved: Exclude<Resolved, { kind: 'one' }>,
  act?: PickAct,
): Message {
  if (resolved.kind === 'many') {
    const list = pickList(context, who, resolved.customers, act, resolved.guess)
    return resolved.guess ? offerCreate(context, list, who) : list
  }
  if (resolved.kind === 'row-gone') return rowGoneMessage(context.locale, resolved.number)
  return notFoundMessage(context, resolved.who && who)
}
