import { markLeft } from '../../src/customers/left.ts'
import type { Tx } from '../../src/database/store.ts'
import type { Left } from './companies.ts'

interface Leaving {
  team: { id: number; locale: string }
  owner: number
  customers: readonly { id: number; left: Left | undefined }[]
}

const day = 24 * 60 * 60 * 1000

/** Marks those as gone of whom somebody said so, with the answers of those who were asked why. */
export async function leavers(tx: Tx, { team, owner, customers }: Leaving, now: Date): Promise<void> {
  for (const { id, left } of customers) {
    if (!left) continue
    const at = new Date(now.getTime() - left.days * day)
    await markLeft({ tx, now: at, memberId: owner, source: 'chat' }, id, at, left.reason)
  }
  await tx.survey.createMany({
    data: customers.flatMap(({ id, left }) => {
      if (!left?.answer) return []
      const asked = new Date(now.getTime() - left.days * day)
      const answeredAt = new Date(Math.min(now.getTime(), asked.getTime() + 2 * day))
      return {
        customerId: id,
        teamId: team.id,
        kind: 'lost',
        cause: 'lost',
        causeKey: `lost:${id}:${asked.toISOString().slice(0, 10)}`,
        platform: 'email',
        targetKind: 'address',
        locale: team.locale,
        createdAt: asked,
        sendAt: asked,
        queuedAt: asked,
        sentAt: asked,
        expiresAt: new Date(asked.getTime() + 14 * day),
        answeredAt,
        answers: { reason: left.answer.reason },
        comment: left.answer.comment || null,
      }
    }),
  })
}
