import type { ContactFollow } from '../../chat/contact-sync.ts'
import { limits, uniqueTags } from '../../customers/fields.ts'
import { changeCustomer, lockCustomer } from '../../customers/write.ts'
import type { ExternalFollow } from '../../database/generated/client.ts'
import { authorOf } from './customer.ts'
import { calledBy, type ExternalRun } from './store.ts'
import { tagsHere } from './words.ts'

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
    where: { contact: { customerId }, endedAt: null, NOT: { id: follow.id } },
    select: { tags: true },
  })
  const here = tagsHere(customer.tags, { agreed: follow.tags, said: tags, others: others.flatMap(other => other.tags) })
  const isInCharge = others.length === 0 || follow.memberId === customer.ownerId
  const isRenamed = isInCharge && follow.sameName && called !== follow.called && customer.name.startsWith(follow.called ?? '')
  const patch = { tags: here.slice(0, Math.max(limits.tags, customer.tags.length)), ...(isRenamed && { name: called }) }
  await changeCustomer(authorOf(run), customer, patch)
  const sameName = isInCharge && follow.called !== null ? follow.sameName : customer.name === called
  await tx.externalFollow.update({ where: { id: follow.id }, data: { tags, called, description: said.description, sameName } })
}
