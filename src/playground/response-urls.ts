import { LIMITS } from './blocks/limits.ts'
import type { Ids } from './ids.ts'

/** What a response_url answers to. */
export interface ResponseOrigin {
  person: string
  channel: string
  /** The message whose element was used; null for a command. */
  ts: string | null
}

export interface ResponseUrls {
  issue(origin: ResponseOrigin): string
  /** Spends one use: the origin, or why not. */
  spend(id: string): ResponseOrigin | 'unknown' | 'expired_url' | 'used_url'
}

const REMEMBERED = 5_000

/** response_urls: five posts within 30 minutes each. `base` is the playground's own address. */
export function createResponseUrls(ids: Ids, now: () => number, base: () => string): ResponseUrls {
  const issued = new Map<string, ResponseOrigin & { left: number; until: number }>()
  return {
    issue(origin) {
      const id = ids.token(24)
      issued.set(id, { ...origin, left: LIMITS.responseUrlUses, until: now() + LIMITS.responseUrlMs })
      for (const old of issued.keys()) {
        if (issued.size <= REMEMBERED) break
        issued.delete(old)
      }
      return `${base()}/playground/slack/response/${id}`
    },
    spend(id) {
      const found = issued.get(id)
      if (!found) return 'unknown'
      if (now() > found.until) return 'expired_url'
      if (found.left <= 0) return 'used_url'
      found.left -= 1
      return { person: found.person, channel: found.channel, ts: found.ts }
    },
  }
}
