import type { Context } from '../chat/context.ts'
import { takePerson } from '../chat/mention.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Member } from '../people/store.ts'
import { onDuty, readable } from './store.ts'
import type { Bucket } from './task.ts'

/** What `/care ...` asks to see. */
export interface Listing {
  whose: 'mine' | 'team' | 'person' | 'customer'
  /** `@[U1]` or a name, for `person`. */
  person: string
  /** Whose card it is about, for `customer`. */
  customer?: { id: number; name: string }
  /** One part of the list, paged; null: all parts, each bounded. */
  bucket: Bucket | null
  page: number
}

const whoseWords: Record<string, Listing['whose']> = {
  mine: 'mine',
  my: 'mine',
  我的: 'mine',
  team: 'team',
  团队: 'team',
  全组: 'team',
}

export const bucketWords: Record<string, Bucket> = {
  overdue: 'overdue',
  late: 'overdue',
  逾期: 'overdue',
  过期: 'overdue',
  today: 'today',
  今天: 'today',
  今日: 'today',
  coming: 'coming',
  upcoming: 'coming',
  之后: 'coming',
  即将: 'coming',
  即将到期: 'coming',
  snoozed: 'snoozed',
  已推迟: 'snoozed',
}

/**
 * Reads `team overdue 2`, `@[U1] today`, `我的 逾期`. What is no word of a listing is taken for a person's name, if `@` or a mention
 * says so or `named` is set; null: not a listing.
 */
export function readListing(text: string, named = false): Listing | null {
  const listing: Listing = { whose: 'mine', person: '', bucket: null, page: 1 }
  const { ref, rest } = takePerson(text.trim())
  if (ref !== null) Object.assign(listing, { whose: 'person', person: `@[${ref}]` })
  const others: string[] = []
  for (const word of rest.toLowerCase().split(/\s+/).filter(Boolean)) {
    const bucket = bucketWords[word]
    const whose = whoseWords[word]
    if (bucket) listing.bucket = bucket
    else if (whose) listing.whose = whose
    else if (/^\d{1,4}$/.test(word) && listing.bucket) listing.page = Math.max(1, Number(word))
    else others.push(word)
  }
  if (others.length === 0) return listing
  const name = others.join(' ')
  if (ref !== null || !(named || /^[@＠]/.test(name))) return null
  return { ...listing, whose: 'person', person: name }
}

/** Whose open tasks these are, within what the speaker may see. */
export function listingWhere(context: Context, listing: Listing, person: Member | null): Prisma.CareTaskWhereInput {
  const scope = readable(context)
  if (listing.whose === 'mine') return { AND: [scope, onDuty(context.actor)] }
  if (listing.whose === 'person') return { AND: [scope, { assigneeId: person?.id ?? -1 }] }
  if (listing.whose === 'customer') return { AND: [scope, { customerId: listing.customer?.id ?? -1 }] }
  const { channel } = context
  return channel?.teamId ? { AND: [scope, { teamId: channel.teamId }] } : scope
}
