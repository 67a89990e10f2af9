import type { Context } from '../chat/context.ts'
import { addMonths, type LocalDate, localDate } from '../chat/dates/zone.ts'
import type { CustomerRecord } from '../customers/store.ts'
import { teamById } from '../people/store.ts'
import type { Proposal } from './parse.ts'
import { type Offer, proposalShape, saveButton } from './proposal-parts.ts'

export interface Offers {
  offers: Offer[]
  /** A renewal the text reports that would have ended already: not offered. */
  pastRenewal: LocalDate | null
}

/**
 * What the text seems to report beside the contact and is not saved yet. Amounts without a currency are in the team's; "for a year"
 * counts from the end of the customer's last contract, from today when there is none or a year after it is over too.
 */
export async function offersOf(
  context: Context,
  customer: CustomerRecord,
  interactionId: number,
  proposals: readonly Proposal[],
): Promise<Offers> {
  const found: Offers = { offers: [], pastRenewal: null }
  if (proposals.length === 0) return found
  const { currency } = await teamById(context.tx, customer.teamId)
  const ids = { interactionId, customerId: customer.id }
  const today = localDate(context.now, context.zone)
  for (const [place, proposal] of proposals.entries()) {
    const index = proposals.slice(0, place).filter(({ kind }) => kind === proposal.kind).length
    const offer = proposalShape.safeParse({ ...(await whole(context, ids, proposal, currency)), index })
    if (!offer.success) continue
    if (offer.data.kind === 'renewal' && offer.data.until < today) found.pastRenewal = offer.data.until
    else if (!(await isSaved(context, ids, offer.data))) found.offers.push(offer.data)
  }
  return found
}

type Ids = { interactionId: number; customerId: number }

async function whole(context: Context, ids: Ids, proposal: Proposal, currency: string): Promise<object> {
  if (proposal.kind === 'order') return { ...proposal, currency: proposal.currency ?? currency }
  if (proposal.kind === 'complaint' || 'until' in proposal) return proposal
  return { kind: 'renewal', until: await endAfter(context, ids, proposal.months) }
}

/** The contract saved from this very log is not the last one: it is what is asked about. */
async function endAfter({ tx, now, zone }: Context, { interactionId, customerId }: Ids, months: number): Promise<LocalDate> {
  const today = localDate(now, zone)
  const own = { externalId: { startsWith: `log:${interactionId}:` } }
  const last = await tx.contract.findFirst({
    where: { customerId, OR: [{ externalId: null }, { NOT: own }] },
    orderBy: { endsAt: 'desc' },
  })
  const until = last ? addMonths(last.endsAt.toISOString().slice(0, 10), months) : null
  return until !== null && until >= today ? until : addMonths(today, months)
}

async function isSaved(context: Context, ids: Ids, offer: Offer): Promise<boolean> {
  const { action, value } = saveButton(ids, offer, '')
  for (const room of context.rooms.logRecords) if (await room.isSaved(context, action, value)) return true
  return false
}
