import { z } from 'zod'
import { action, type HandoverOffer } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Tx } from '../../database/store.ts'
import { readHandover } from '../../tasks/succession/record.ts'
import { transferWords } from './transfer-messages.ts'

/** The platform is asked to do what was done here; it tells the customers, so somebody has to say so. */
export const transferOffer: HandoverOffer = {
  name: 'external',
  async read({ tx, locale, now }, { id, customers, leaverId, successorId }) {
    const contacts = await contactsOf(tx, customers, leaverId, successorId, now)
    if (contacts.length === 0) return null
    const text = transferWords(locale)
    return { action: 'external.transfer', label: text.offer(contacts.length), value: { id }, confirm: text.confirm }
  },
}

export const transferAction = action({
  id: 'external.transfer',
  needs: 'customer.reassign',
  value: z.strictObject({ id: z.string().max(100) }),
  async run(context, { id }) {
    const { tx, now, locale, actor } = context
    const text = transferWords(locale)
    const done = await readHandover(tx, id)
    if (!done || actor.memberId === null) return { kind: 'message', message: say(locale, text.gone) }
    for (const teamId of done.teams) context.demand('customer.reassign', { teamId })
    const { leaverId: fromId, successorId: toId } = done
    const contacts = await contactsOf(tx, done.customers, fromId, toId, now)
    const asked = { fromId, toId, askedById: actor.memberId, askedAt: now }
    await tx.contactTransfer.createMany({ data: contacts.map(contactId => ({ contactId, ...asked })) })
    return { kind: 'message', message: say(locale, contacts.length > 0 ? text.asked(contacts.length) : text.none) }
  },
})

/** A transfer takes a day; of one that nobody spoke of for so long the end was lost. */
const forgottenMs = 3 * 24 * 60 * 60_000

/** Contacts of these customers whom the leaver still has, on the successor's platform, and who are not on their way already. */
async function contactsOf(
  tx: Tx,
  customers: readonly number[],
  leaverId: number,
  successorId: number,
  now: Date,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "ExternalContact" c JOIN "ExternalFollow" f ON f."contactId" = c."id" JOIN "Member" s ON s."platform" = c."platform"
    JOIN "Customer" k ON k."id" = c."customerId"
    WHERE k."id" = ANY(${[...customers]}::int[]) AND k."ownerId" = ${successorId} AND f."memberId" = ${leaverId} AND f."endedAt" IS NULL
      AND s."id" = ${successorId}
      AND NOT EXISTS (SELECT 1 FROM "ContactTransfer" t WHERE t."contactId" = c."id" AND t."fromId" = ${leaverId} AND t."state" IN ('wanted', 'started')
        AND t."askedAt" > ${new Date(now.getTime() - forgottenMs)})
    ORDER BY c."id"`
  return rows.map(({ id }) => id)
}
