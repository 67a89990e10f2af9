import type { ContactFollow } from '../../chat/contact-sync.ts'
import { limits, uniqueTags } from '../../customers/fields.ts'
import { changeCustomer, lockCustomer } from '../../customers/write.ts'
import type { ExternalFollow } from '../../database/generated/client.ts'
import { authorOf } from './customer.ts'
import { calledBy, type ExternalRun } from './store.ts'
import { tagsHere, without } from './words.ts'

/**
 * Takes over what changed there since both sides agreed: tags, and the name where it is the same on both sides, by the owner's word alone. What
 * changed here meanwhile stays and is written there.
 */
export async function takeWords(
  run: ExternalRun,
  customerId: number,
  follow: ExternalFollow,
  said: ContactFollow & { name: string },
): Promise<void> {
  const { tx } = run
  const customer = await lockCustomer(tx, customerId)
  if (!customer) return
  const called = calledBy(said, said.name) || customer.name
  const tags = uniqueTags(said.tags)
  const others = await tx.externalFollow.findMany({
    where: { contactId: follow.contactId, endedAt: null, NOT: { id: follow.id } },
    select: { tags: true },
  })
  const here = tagsHere(customer.tags, { agreed: follow.tags, said: tags, others: others.flatMap(other => other.tags) })
  const isInCharge = others.length === 0 || follow.memberId === customer.ownerId
  const isRenamed = isInCharge && follow.sameName && called !== follow.called && customer.name.startsWith(follow.called ?? '')
  const most = Math.max(limits.tags, customer.tags.length)
  const patch = { tags: here.slice(0, most), ...(isRenamed && { name: called }) }
  await changeCustomer(authorOf(run), customer, patch)
  // What finds no room here is not agreed on, or it would be taken away there.
  const agreed = without(tags, here.slice(most))
  const sameName = isInCharge && follow.called !== null ? follow.sameName : customer.name === called
  await tx.externalFollow.update({
    where: { id: follow.id },
    data: { tags: agreed, called, description: said.description, sameName },
  })
}
