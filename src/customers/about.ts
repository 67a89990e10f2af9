import type { AccessAction } from '../chat/access.ts'
import type { Context } from '../chat/context.ts'
import type { Reply } from '../chat/platform.ts'
import { splitFirst, takeQuoted } from '../chat/verbs.ts'
import { namedText } from '../people/named-text.ts'
import { prefixMatches, type Resolved, resolveWho, rowNumber } from './find.ts'
import { goneMessage, type PickAct, unresolvedMessage } from './messages.ts'
import { type CustomerRecord, customerById, customerResource } from './store.ts'
import { lockCustomer } from './write.ts'

/** Whom a line is about and what else it says. */
export interface About {
  who: string
  resolved: Resolved
  rest: string
}

/** Reads `who: rest`, `"who" rest`, `3 rest`, or `who rest` by the longest beginning that names a customer; nothing means this channel's. */
export async function aboutWhom(context: Context, line: string): Promise<About> {
  const text = line.trim()
  const quote = takeQuoted(text)
  if (quote?.inside) return about(context, `"${quote.inside}"`, quote.rest)
  const colon = /^([^:：\n]{1,200})[:：](.*)$/su.exec(text)
  if (colon) {
    const named = await about(context, colon[1] ?? '', colon[2] ?? '')
    if (named.resolved.kind !== 'none') return named
  }
  const { first, rest } = splitFirst(text)
  if (rowNumber(first) !== null) {
    const row = await about(context, first, rest)
    if (row.resolved.kind === 'one') return row
  }
  const { one, many } = await prefixMatches(context, text)
  if (one) return { who: one.customer.name, resolved: { kind: 'one', customer: one.customer }, rest: one.rest }
  if (many)
    return { who: many.who, resolved: { kind: 'many', customers: many.customers, guess: false, slip: false }, rest: many.rest }
  const whole = await about(context, text, '')
  return whole.resolved.kind === 'none' && rest ? about(context, first, rest) : whole
}

async function about(context: Context, who: string, rest: string): Promise<About> {
  return { who: who.trim(), resolved: await resolveWho(context, who), rest: rest.replace(/^[\s:：,，]+/u, '').trim() }
}

/** Goes on with the customer a line is about, or asks which one; `act` continues from the pick list. */
export async function withCustomer(
  context: Context,
  { who, resolved }: Pick<About, 'who' | 'resolved'>,
  act: PickAct | undefined,
  go: (customer: CustomerRecord) => Promise<Reply>,
): Promise<Reply> {
  if (resolved.kind === 'one') return go(resolved.customer)
  const named = await namedText(context.tx, context.actor.platform, who)
  return { kind: 'message', message: unresolvedMessage(context, named, resolved, act) }
}

/** The customer of a button: looked up and checked again at the click, for it may be gone or somebody else's by now. */
export async function withClicked(
  context: Context,
  customerId: number,
  needs: AccessAction,
  go: (customer: CustomerRecord) => Promise<Reply>,
): Promise<Reply> {
  const customer =
    needs === 'customer.read' ? await customerById(context.tx, customerId) : await lockCustomer(context.tx, customerId)
  if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
  context.demand(needs, customerResource(customer))
  return go(customer)
}
