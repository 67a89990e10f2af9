import type { Context } from '../chat/context.ts'
import { type Message, say } from '../chat/message.ts'
import { localeOf, wording } from '../chat/wording.ts'
import type { Member } from '../people/store.ts'
import { customerInline, openButton } from './messages.ts'
import type { CustomerRecord } from './store.ts'
import { authorOf, changeCustomer, type FieldChange } from './write.ts'

const words = wording({
  en: { given: (who: string) => `${who} made you the owner of `, end: '.' },
  'zh-CN': { given: (who: string) => `${who}将以下客户分配给您：`, end: '' },
})

/** Gives a (locked) customer to somebody or nobody, and tells the new owner. */
export async function handOver(context: Context, customer: CustomerRecord, member: Member | null): Promise<FieldChange[]> {
  const changes = await changeCustomer(authorOf(context), customer, { owner: member })
  if (changes.length) await tellOwner(context, customer, member)
  return changes
}

/** Tells a new owner in private, unless they did it themselves. `customer` is the record before the change. */
export async function tellOwner(context: Context, customer: CustomerRecord, member: Member | null): Promise<void> {
  if (!member || member.id === context.actor.memberId || member.id === customer.ownerId) return
  await context.outbox.put(context.tx, {
    key: `customers.owner:${customer.id}:${customer.version + 1}`,
    target: { platform: member.platform, kind: 'person', id: member.ref },
    message: notice(context, customer, member),
  })
}

function notice(context: Context, customer: CustomerRecord, member: Member): Message {
  const locale = localeOf(member.locale)
  const text = words(locale)
  const message = say(locale, text.given(context.actor.name), customerInline(customer), text.end)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return message
}
