import { audit } from '../chat/audit.ts'
import type { Context } from '../chat/context.ts'
import type { Message } from '../chat/message.ts'
import { deniedMessage } from '../chat/messages.ts'
import type { Reply } from '../chat/platform.ts'
import { typedParts } from '../chat/typed-text.ts'
import { type CustomerRecord, customerResource } from '../customers/store.ts'
import { entryMessage } from './messages.ts'
import { offersOf } from './offers.ts'
import { parseLog } from './parse.ts'
import { type Entry, saveEntry } from './save.ts'

/** Fields a person filled in; a date of theirs that does not exist. */
export type SetByHand = Partial<Omit<Entry, 'note'>> & { impossibleDate?: string }

/** Reads the text, stores it for the customer at once and answers what was understood. `set` are fields a person filled in. */
export async function record(
  context: Context,
  customer: CustomerRecord,
  text: string,
  set: SetByHand = {},
  how: 'message' | 'replace' = 'message',
): Promise<Reply> {
  const resource = customerResource(customer)
  if (!context.may('interaction.log', resource)) return refuse(context, resource, text)
  const parsed = parseLog(text, context)
  // With a next step in the form as well, the one in the text stays part of the note.
  const isWhole = !parsed.note || (set.nextStep && parsed.nextStep)
  const entry: Entry = { ...parsed, ...set, note: isWhole ? text.trim() : parsed.note }
  const { interaction, task } = await saveEntry(context, customer, entry)
  const impossibleDate = set.nextStep ? set.impossibleDate : parsed.impossibleDate
  const understood = {
    kindFrom: set.kind ? ('words' as const) : parsed.kindFrom,
    sentimentWords: set.sentiment ? [] : parsed.sentimentWords,
    dueFrom: entry.nextStep?.dueFrom ?? null,
    ...(impossibleDate === undefined ? {} : { impossibleDate }),
  }
  const offers = await offersOf(context, customer, interaction.id, parsed.proposals)
  return { kind: how, message: entryMessage(context, interaction, task, { understood, ...offers }) }
}

/** Refused like everywhere, but what was typed comes back with the answer. */
export async function refuse(context: Context, resource: object, text: string): Promise<Reply> {
  await audit(context.tx, context, 'interaction.log', JSON.stringify(resource), 'denied', context.now)
  const message: Message = deniedMessage(context.locale, 'role')
  message.parts.push(...typedParts(text))
  return { kind: 'message', message }
}
