import type { Context } from '../chat/context.ts'
import type { Choice } from '../chat/form.ts'
import { findCustomers } from './find.ts'
import { type CustomerRecord, recordColumns, recordJoins, recordOf, visible } from './store.ts'

/** Options a person can take in at a glance; platforms allow more. */
const optionLimit = 20

/** Type-ahead of a customer field: what matches so far, and before anything is typed the person's own customers, latest contact first. */
export async function suggestCustomers(context: Context, query: string): Promise<Choice[]> {
  if (!query.trim()) return (await ownCustomers(context)).map(customerChoice)
  return (await findCustomers(context, query, optionLimit)).map(match => customerChoice(match.customer))
}

/** A customer as an option, with what tells namesakes apart: `Acme GmbH · A · Sofia Lind`. */
export function customerChoice(customer: CustomerRecord): Choice {
  const hints = [customer.tier, customer.owner?.name].filter(Boolean).join(' · ')
  const name = [...customer.name]
  const room = 72 - hints.length
  const short = name.length > room ? `${name.slice(0, Math.max(20, room - 1)).join('')}…` : customer.name
  return { value: String(customer.id), label: hints ? `${short} · ${hints}` : short }
}

async function ownCustomers(context: Context): Promise<CustomerRecord[]> {
  const rows = await context.tx.$queryRaw<Parameters<typeof recordOf>[0][]>`
    SELECT ${recordColumns} FROM "Customer" c ${recordJoins}
    WHERE c."ownerId" = ${context.actor.memberId}::int AND c."leftAt" IS NULL AND ${visible(context)}
    ORDER BY c."lastContactAt" DESC NULLS LAST, c."id" DESC LIMIT ${optionLimit}`
  return rows.map(recordOf)
}
