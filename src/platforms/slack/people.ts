import type { WebClient } from '@slack/web-api'
import type { PersonProfile, PersonRef } from '../../chat/platform.ts'
import { slackCode } from './errors.ts'
import type { Identities, Identity } from './identity.ts'

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>

export interface People {
  /** Null for nobody. Rejects when Slack cannot be asked. */
  whoIs(ref: PersonRef): Promise<PersonProfile | null>
  /** Everybody of the workspace but bots and those who left. Rejects when Slack cannot be asked. */
  colleagues(): AsyncGenerator<PersonProfile>
  /** The person's direct conversation with the bot, opened when it was not. Rejects like any call. */
  dm(person: string): Promise<string>
}

const keptDms = 10_000
/** What Slack recommends at most for users.list. */
const pageSize = 200
const slackbot = 'USLACKBOT'

export function createPeople(client: WebClient, identities: Identities): People {
  const dms = new Map<string, string>()
  return {
    async whoIs(ref) {
      try {
        const [{ user }, us] = await Promise.all([client.users.info({ user: ref.id, include_locale: true }), identities.get()])
        return user ? profileOf(ref, user, us) : null
      } catch (error) {
        if (['user_not_found', 'user_not_visible', 'users_not_found'].includes(slackCode(error))) return null
        throw error
      }
    },
    async *colleagues() {
      const us = await identities.get()
      for (let cursor = ''; ; ) {
        const more = cursor ? { cursor } : {}
        const page = await client.users.list({ limit: pageSize, include_locale: true, ...more })
        for (const user of page.members ?? []) {
          if (!user.id || user.id === slackbot || user.is_bot || user.deleted || isExternal(user, us)) continue
          yield profileOf({ platform: 'slack', id: user.id }, user, us)
        }
        cursor = page.response_metadata?.next_cursor ?? ''
        if (!cursor) return
      }
    },
    async dm(person) {
      const open = dms.get(person)
      if (open) return open
      const { channel } = await client.conversations.open({ users: person })
      if (!channel?.id) throw new Error('conversations.open gave no channel')
      if (dms.size >= keptDms) dms.clear()
      dms.set(person, channel.id)
      return channel.id
    },
  }
}

function profileOf(ref: PersonRef, user: User, us: Identity): PersonProfile {
  const { profile } = user
  const workspace = user.team_id ?? profile?.team
  return {
    ref: { platform: 'slack', id: ref.id, ...(workspace ? { workspace } : {}) },
    name: profile?.real_name || user.real_name || profile?.display_name || user.name || ref.id,
    locale: user.locale ?? null,
    zone: user.tz ?? null,
    external: isExternal(user, us),
    guest: Boolean(user.is_restricted || user.is_ultra_restricted),
    admin: Boolean(user.is_admin || user.is_owner || user.is_primary_owner),
    deactivated: Boolean(user.deleted),
  }
}

/** Of another company: not of our workspace, nor of another workspace of our own organisation. */
function isExternal(user: User, us: Identity): boolean {
  if (user.is_stranger) return true
  const ours = us.enterprise !== null && user.enterprise_user?.enterprise_id === us.enterprise
  return user.team_id !== us.team && !ours
}
