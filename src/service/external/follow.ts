import type { ContactEnd } from '../../chat/contact-sync.ts'

/** Who ended it; `unknown`: it is over, and nobody said how. */
export type FollowEnd = ContactEnd | 'unknown'

export interface FollowState {
  addedAt: Date
  endedAt: Date | null
  endedBy: FollowEnd | null
}

/** What it is after they added each other at `at`; null: that is known, or older than what is. Pure. */
export function afterAdding(follow: FollowState | null, at: Date): FollowState | null {
  // A platform goes on listing whom a contact deleted, with the day they were added on.
  if (follow && (!follow.endedAt || at <= follow.endedAt)) return null
  return { addedAt: at, endedAt: null, endedBy: null }
}

/** What it is after it ended at `at`; null: that is known, or older than what is. Pure. */
export function afterEnding(follow: FollowState | null, at: Date, by: FollowEnd): FollowState | null {
  if (!follow) return { addedAt: at, endedAt: at, endedBy: by }
  if (at < follow.addedAt) return null
  if (!follow.endedAt) return { ...follow, endedAt: at, endedBy: by }
  // News that come late say who it was.
  return follow.endedBy === 'unknown' && by !== 'unknown' ? { ...follow, endedBy: by } : null
}
