import { z } from 'zod'
import type { ContactSync, ContactWayWish } from '../../../chat/contact-sync.ts'
import { isPassing, Refused, wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import type { Reader } from './reader.ts'

export interface WayParts {
  sync: ContactSync
  ask: Ask
  reader: Reader
}

const made = z.object({ config_id: z.string().min(1), qr_code: z.url() })
/** One member or several; by QR code (path/92572). */
const kinds = { one: 1, several: 2, byCode: 2 }

/**
 * Makes the QR codes (联系我) that were asked for. Rejects when WeCom cannot be asked now; what is left is made the next time, at worst twice, and
 * the second one is the one that is kept.
 */
export async function makeWays({ sync, ask, reader }: WayParts): Promise<void> {
  const wishes = await sync.waysWanted()
  if (wishes.length === 0) return
  // One member without the right to have customers would spoil it for all.
  const may = new Set(await reader.members())
  for (const wish of wishes) {
    const user = wish.members.filter(member => may.has(member))
    await sync.wayMade(wish.id, user.length > 0 ? await make(ask, wish, user) : { code: 'nobody_may' })
  }
}

async function make(
  ask: Ask,
  { state }: ContactWayWish,
  user: string[],
): Promise<{ ref: string; url: string } | { code: string }> {
  const type = user.length === 1 ? kinds.one : kinds.several
  const body = { type, scene: kinds.byCode, remark: state, skip_verify: true, state, user }
  try {
    const { config_id: ref, qr_code: url } = await ask({ path: 'externalcontact/add_contact_way', body }, made)
    return { ref, url }
  } catch (error) {
    if (!(error instanceof Refused) || isPassing(error)) throw error
    return { code: wecomCode(error) }
  }
}
