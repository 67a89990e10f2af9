import { LIMITS } from './blocks/limits.ts'
import type { Ids } from './ids.ts'
import { ApiError } from './web-api/error.ts'

export interface Trigger {
  person: string
  /** The view it came from, when it came from one. */
  viewId: string | null
}

export interface Triggers {
  issue(person: string, viewId?: string | null): string
  /** Who the trigger belongs to, and spends it. Throws invalid_, expired_ or exchanged_trigger_id. */
  redeem(id: string): Trigger
}

const REMEMBERED = 2_000

/** Trigger ids: alive for 3 seconds, good for one view. */
export function createTriggers(ids: Ids, now: () => number): Triggers {
  const issued = new Map<string, Trigger & { until: number; used: boolean }>()
  return {
    issue(person, viewId = null) {
      const id = `${Math.floor(now())}.${issued.size}.${ids.token(32)}`
      issued.set(id, { person, viewId, until: now() + LIMITS.triggerMs, used: false })
      for (const old of issued.keys()) {
        if (issued.size <= REMEMBERED) break
        issued.delete(old)
      }
      return id
    },
    redeem(id) {
      const trigger = issued.get(id)
      if (!trigger) throw new ApiError('invalid_trigger_id')
      if (trigger.used) throw new ApiError('exchanged_trigger_id')
      if (now() > trigger.until) throw new ApiError('expired_trigger_id')
      trigger.used = true
      return { person: trigger.person, viewId: trigger.viewId }
    },
  }
}
