import type { Context } from '../../chat/context.ts'
import type { SaidMessage } from '../../chat/platform.ts'
import { findCustomers, meantBy, resolveWho } from '../../customers/find.ts'
import { type CustomerRecord, customerById, visible } from '../../customers/store.ts'

/** As many names are looked up while somebody waits for the form. */
const triedAtMost = 8

/**
 * The customer a message is likely about: that of the channel, else the only one of the person's own that it names in full, else the only
 * one that its author or a name in it stands for. Null when there is none, or several.
 */
export async function likelyCustomer(context: Context, { author, text }: SaidMessage): Promise<CustomerRecord | null> {
  const linked = await resolveWho(context, '')
  if (linked.kind === 'one') return linked.customer
  const named = await ownNamed(context, text)
  if (named.length > 0) return named.length === 1 && named[0] ? customerById(context.tx, named[0].id) : null
  const found = new Map<number, CustomerRecord>()
  for (const name of [...new Set([author, ...namesIn(text)])].slice(0, triedAtMost)) {
    const customer = meantBy(await findCustomers(context, name, 2, { guess: false }))
    if (customer) found.set(customer.id, customer)
  }
  const [one] = found.values()
  return found.size === 1 && one ? one : null
}

/** Two are enough to know that it is not one. Cost: the person's own customers, by index. */
const ownNamed = ({ tx, actor, place }: Context, text: string): Promise<{ id: number }[]> => tx.$queryRaw<{ id: number }[]>`
  SELECT c."id" FROM "Customer" c
  WHERE c."ownerId" = ${actor.memberId}::int AND c."leftAt" IS NULL AND length(c."name") > 1
    AND strpos(lower(${text}), lower(c."name")) > 0 AND ${visible({ actor, place })} LIMIT 2`

/** Words written like names, next to each other: `we met Northwind Offices today`. The first word of a sentence is a capital anyway. */
const namesIn = (text: string): string[] =>
  [...text.slice(0, 2_000).matchAll(/(?<![.!?]\s|^|\n)\b\p{Lu}[\p{L}\p{N}&'’-]+(?:\s\p{Lu}[\p{L}\p{N}&'’-]+){0,3}/gu)].map(
    ([name]) => name,
  )
