import type { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'

const shown = {
  customer: { select: { id: true, name: true, teamId: true, ownerId: true, team: { select: { ownOnly: true } } } },
} satisfies Prisma.InteractionInclude

/** A log entry with what is needed to show it and to judge access. */
export type InteractionRecord = Prisma.InteractionGetPayload<{ include: typeof shown }>

/** Access is the caller's business. Entries that were undone are found too; those of a customer who was erased are not. */
export async function interactionById(tx: Tx, id: number): Promise<InteractionRecord | null> {
  return tx.interaction.findUnique({ where: { id, customer: { erasedAt: null } }, include: shown })
}

/** A newer contact moves the customer's last contact; an older one does not. */
export async function touchLastContact(tx: Tx, customerId: number, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Customer" SET "lastContactAt" = greatest("lastContactAt", ${at}::timestamptz) WHERE id = ${customerId}`
}

/** Works the last contact out again from what is left, after an entry was undone or moved. */
export async function recomputeLastContact(tx: Tx, customerId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Customer" SET "lastContactAt" =
      (SELECT max(i.at) FROM "Interaction" i WHERE i."customerId" = ${customerId} AND i."undoneAt" IS NULL)
    WHERE id = ${customerId}`
}
