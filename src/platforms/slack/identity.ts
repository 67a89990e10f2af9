import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { PlatformState } from '../../chat/platform.ts'

const identity = z.object({
  team: z.string(),
  teamName: z.string(),
  enterprise: z.string().nullable(),
  botUser: z.string(),
})
export type Identity = z.infer<typeof identity>

export interface Identities {
  /** Who we are; kept over restarts, so that a Slack outage does not turn colleagues into strangers. Rejects when never known. */
  get(): Promise<Identity>
  /** Asks Slack again. */
  refresh(): Promise<Identity>
}

/** Which workspace and bot the token belongs to. */
export function createIdentities(client: WebClient, state: PlatformState): Identities {
  let known: Identity | null = null
  const refresh = async (): Promise<Identity> => {
    const answer = await client.auth.test()
    const fresh = identity.parse({
      team: answer.team_id,
      teamName: answer.team ?? '',
      enterprise: answer.enterprise_id ?? null,
      botUser: answer.user_id,
    })
    // Written only when it changed: the status command asks from inside a transaction, where nothing else may write.
    const changed = JSON.stringify(known) !== JSON.stringify(fresh)
    known = fresh
    if (changed) await state.set('identity', fresh)
    return fresh
  }
  return {
    async get() {
      if (known) return known
      const kept = identity.safeParse(await state.get('identity'))
      if (!kept.success) return refresh()
      known = kept.data
      return kept.data
    },
    refresh,
  }
}
