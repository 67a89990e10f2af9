import { defineKeys } from '../../src/customers/custom/store.ts'
import { contactSearch, customerSearch } from '../../src/customers/search-text.ts'
import type { Bot, PersonName } from '../harness/bot.ts'

export interface GivenCustomer {
  name: string
  externalId?: string
  phone?: string
  tier?: string
  stage?: string
  tags?: string[]
  teamId?: number
  owner?: PersonName
  leftAt?: Date
  leftReason?: string
  birthday?: Date
  custom?: Record<string, string>
}

/** Puts a customer on record without the command; returns its id. */
export async function given(bot: Bot, { owner, ...customer }: GivenCustomer): Promise<number> {
  const ownerId = owner ? await bot.member(owner) : null
  await defineKeys(bot.store.db, Object.keys(customer.custom ?? {}), new Date('2026-01-05T09:00:00Z'))
  const data = { teamId: 1, ...customer, ownerId, ...customerSearch(customer), createdAt: new Date('2026-01-05T09:00:00Z') }
  return (await bot.store.db.customer.create({ data })).id
}

export async function givenContact(
  bot: Bot,
  customerId: number,
  contact: { name: string; role?: string; phone?: string; email?: string; isKey?: boolean },
) {
  return (await bot.store.db.contact.create({ data: { customerId, ...contact, ...contactSearch(contact) } })).id
}
