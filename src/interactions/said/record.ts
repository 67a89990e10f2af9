import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { storable } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { type CustomerRecord, customerResource } from '../../customers/store.ts'
import { lockCustomer } from '../../customers/write.ts'
import { entryMessage } from '../messages.ts'
import { offersOf } from '../offers.ts'
import { parseLog } from '../parse.ts'
import { refuse } from '../record.ts'
import { type Source, saveEntry } from '../save.ts'
import { readStep } from '../step.ts'
import type { SaidValues } from './form.ts'

const words = wording({
  en: {
    before: 'This was logged before for ',
    by: (day: string) => `, on ${day}. Nothing was logged twice.`,
    edit: 'Edit',
  },
  'zh-CN': { before: '之前已经记录过：', by: (day: string) => `（${day}），没有重复记录。`, edit: '修改' },
})

/** Logs what was said, once a customer and message: of the words only mood and offers are read, for they are somebody else's. */
export async function recordSaid(
  context: Context,
  customer: CustomerRecord,
  source: Source,
  note: string,
  { kind, next }: SaidValues,
): Promise<Reply> {
  const resource = customerResource(customer)
  if (!context.may('interaction.log', resource)) return refuse(context, resource, note)
  // Of two who log the same message at once the second waits here and then sees the first's.
  await lockCustomer(context.tx, customer.id)
  const before = await loggedBefore(context, customer, source.ref)
  if (before) return { kind: 'message', message: before }
  const parsed = parseLog(note, context)
  const step = next?.trim() ? readStep(context, storable(next.trim()), null) : null
  const entry = { note, kind: kind ?? 'message', sentiment: parsed.sentiment, nextStep: step?.nextStep ?? null } as const
  const { interaction, task } = await saveEntry(context, customer, entry, source)
  const understood = {
    kindFrom: 'words' as const,
    sentimentWords: parsed.sentimentWords,
    dueFrom: entry.nextStep?.dueFrom ?? null,
    ...(step?.impossibleDate === undefined ? {} : { impossibleDate: step.impossibleDate }),
  }
  const offers = await offersOf(context, customer, interaction.id, parsed.proposals)
  return { kind: 'message', message: entryMessage(context, interaction, task, { understood, ...offers }) }
}

async function loggedBefore(context: Context, customer: CustomerRecord, ref: string): Promise<Message | null> {
  const { tx, locale, zone, now } = context
  const found = await tx.interaction.findFirst({ where: { customerId: customer.id, said: ref, undoneAt: null } })
  if (!found) return null
  const text = words(locale)
  const message = say(locale, text.before, bold(customer.name), text.by(formatDate(found.createdAt, locale, zone, 'short', now)))
  if (context.may('interaction.edit', { teamId: customer.teamId, ownerId: found.memberId }))
    message.parts.push({
      kind: 'actions',
      actions: [{ action: 'interactions.edit', label: text.edit, value: { interactionId: found.id } }],
    })
  return message
}
