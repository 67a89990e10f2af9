import { z } from 'zod'
import type { Tx } from '../database/store.ts'

/** A customer as the command line says which one: enough to tell two of one name apart. */
export const namedCustomer = z.object({ id: z.int32(), name: z.string(), externalId: z.string().nullable() })
export type NamedCustomer = z.infer<typeof namedCustomer>

const most = 20

/** Customers with this external id; else, with this name or number (`#12` or `12`). Nothing is guessed: what follows cannot be taken back. */
export async function customersNamed(tx: Tx, who: string): Promise<NamedCustomer[]> {
  const select = { id: true, name: true, externalId: true } as const
  const byExternalId = await tx.customer.findMany({ where: { externalId: who, erasedAt: null }, select })
  if (byExternalId.length) return byExternalId
  const id = /^#?(\d{1,9})$/.exec(who)?.[1]
  const same = [{ name: { equals: who, mode: 'insensitive' as const } }, ...(id ? [{ id: Number(id) }] : [])]
  return tx.customer.findMany({ where: { erasedAt: null, OR: same }, select, orderBy: { id: 'asc' }, take: most })
}
