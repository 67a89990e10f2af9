import { z } from 'zod'
import type { ContactSync, ContactTransferWish } from '../../../chat/contact-sync.ts'
import { isPassing, Refused, wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import type { Reader } from './reader.ts'

export interface TransferParts {
  sync: ContactSync
  ask: Ask
  reader: Reader
}

/** Customers of one call (path/92125, path/94081). */
const atOnce = 100
const answered = z.object({ customer: z.array(z.object({ external_userid: z.string(), errcode: z.number() })) })

/**
 * Asks WeCom to give customers over: 在职继承, or 离职继承 for members who left, who have no right to customers any more. What WeCom begins it ends
 * a day later. Rejects when WeCom cannot be asked now. One that was asked for before the line broke is refused the second time, and said so.
 */
export async function makeTransfers({ sync, ask, reader }: TransferParts): Promise<void> {
  const wishes = await sync.transfersWanted()
  if (wishes.length === 0) return
  const working = new Set(await reader.members())
  for (const wish of wishes) {
    const path = working.has(wish.from) ? 'externalcontact/transfer_customer' : 'externalcontact/resigned/transfer_customer'
    for (let start = 0; start < wish.transfers.length; start += atOnce)
      await sync.transfersAsked(await transfer(ask, path, { ...wish, transfers: wish.transfers.slice(start, start + atOnce) }))
  }
}

async function transfer(ask: Ask, path: string, wish: ContactTransferWish): Promise<{ id: number; code: string | null }[]> {
  const { from, to, transfers } = wish
  const body = { handover_userid: from, takeover_userid: to, external_userid: transfers.map(({ contact }) => contact) }
  try {
    const { customer } = await ask({ path, body }, answered)
    const codes = new Map(customer.map(({ external_userid: contact, errcode }) => [contact, errcode]))
    return transfers.map(({ id, contact }) => {
      const errcode = codes.get(contact)
      return { id, code: errcode === 0 ? null : `wecom_${errcode ?? 'unsaid'}` }
    })
  } catch (error) {
    if (!(error instanceof Refused) || isPassing(error)) throw error
    return transfers.map(({ id }) => ({ id, code: wecomCode(error) }))
  }
}
