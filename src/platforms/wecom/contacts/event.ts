import { z } from 'zod'
import type { ContactEvent } from '../../../chat/contact-sync.ts'
import type { CallbackEvent } from '../app/callback-event.ts'

const changed = z.object({
  ChangeType: z.string(),
  UserID: z.string().min(1),
  ExternalUserID: z.string().min(1),
  CreateTime: z.coerce.number().int().positive(),
  State: z.string().optional(),
  Source: z.string().optional(),
  FailReason: z.string().optional(),
})
type Changed = z.infer<typeof changed>

/** What a `change_external_contact` says (path/92130). `look`: what WeCom knows of the contact has changed, or is to be asked for. */
export interface Change {
  contact: string
  event: ContactEvent | null
  look: boolean
}

export const isContactChange = ({ Event }: CallbackEvent): boolean => Event === 'change_external_contact'

const looks = new Set(['add_external_contact', 'add_half_external_contact', 'edit_external_contact'])

/** Null: of no known shape. */
export function readChange(event: CallbackEvent): Change | null {
  const { data } = changed.safeParse(event)
  if (!data) return null
  const isTransfer = data.Source === 'DELETE_BY_TRANSFER'
  return {
    contact: data.ExternalUserID,
    event: eventOf(data, isTransfer),
    look: isTransfer || looks.has(data.ChangeType),
  }
}

function eventOf(data: Changed, isTransfer: boolean): ContactEvent | null {
  const base = { contact: data.ExternalUserID, member: data.UserID, at: new Date(data.CreateTime * 1_000) }
  switch (data.ChangeType) {
    // Who added a member that has not confirmed yet (`add_half_external_contact`) stands on no list, and is looked at alone.
    case 'add_external_contact':
      return { ...base, kind: 'added', state: data.State || null }
    case 'del_external_contact':
      return { ...base, kind: 'ended', by: isTransfer ? 'transfer' : 'member' }
    case 'del_follow_user':
      return { ...base, kind: 'ended', by: 'contact' }
    case 'transfer_fail':
      return { ...base, kind: 'not-transferred', code: data.FailReason ?? 'unknown' }
    default:
      return null
  }
}
