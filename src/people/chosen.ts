import { z } from 'zod'
import type { Tx } from '../database/store.ts'

/** What a person chose for themselves, so that the platform's profile does not undo it at the next look. */
export interface Chosen {
  locale: boolean
  zone: boolean
}

const schema = z.strictObject({ locale: z.boolean(), zone: z.boolean() })
const keyOf = (memberId: number): string => `people.chosen:${memberId}`

export async function chosen(tx: Tx, memberId: number): Promise<Chosen> {
  const row = await tx.storedValue.findUnique({ where: { key: keyOf(memberId) } })
  return schema.safeParse(row?.value).data ?? { locale: false, zone: false }
}

export async function keepChosen(tx: Tx, memberId: number, now: Partial<Chosen>): Promise<void> {
  const value = { ...(await chosen(tx, memberId)), ...now }
  const key = keyOf(memberId)
  await tx.storedValue.upsert({ where: { key }, create: { key, value }, update: { value } })
}
