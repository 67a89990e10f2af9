import type { Store } from '../../database/store.ts'

/** The customer whom a contact of the platform is; null: nobody described the contact yet, or they were erased. */
export async function customerOfContact({ db }: Store, platform: string, ref: string): Promise<number | null> {
  const found = await db.externalContact.findUnique({
    where: { platform_ref: { platform, ref } },
    select: { customerId: true },
  })
  return found?.customerId ?? null
}
