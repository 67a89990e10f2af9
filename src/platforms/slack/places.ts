import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import type { Place } from '../../chat/platform.ts'
import { slackCode } from './errors.ts'

/** A channel may become shared at any moment; its event clears the entry, and this bounds what a lost event can do. */
const keptForMs = 60_000
/** A person waits for the acknowledgement meanwhile. */
const patienceMs = 1_200
const kept = 5_000

export interface Places {
  /** Where something was said. What cannot be looked up in time counts as shared: there nothing is shown. */
  of(channel: string): Promise<Place>
  /** As Slack says now, never from memory; null when the bot cannot see it. Rejects when Slack cannot be asked. */
  now(channel: string): Promise<Place | null>
  forget(channel: string): void
}

/** What kind of place a channel is, by conversations.info. */
export function createPlaces(client: WebClient, now: () => Date): Places {
  const known = new Map<string, { place: Place; at: number }>()

  const look = async (channel: string): Promise<Place | null> => {
    const place = await ask(client, channel)
    known.delete(channel)
    if (place) known.set(channel, { place, at: now().getTime() })
    for (const oldest of known.keys()) {
      if (known.size <= kept) break
      known.delete(oldest)
    }
    return place
  }

  return {
    async of(channel) {
      const entry = known.get(channel)
      if (entry && Math.abs(now().getTime() - entry.at) < keptForMs) return entry.place
      const patience = new AbortController()
      const late = wait(patienceMs, null, { signal: patience.signal, ref: false }).catch(() => null)
      const place = await Promise.race([look(channel).catch(() => null), late])
      patience.abort()
      return place ?? { platform: 'slack', id: channel, kind: 'shared', assumed: true }
    },
    now: look,
    forget: channel => void known.delete(channel),
  }
}

async function ask(client: WebClient, id: string): Promise<Place | null> {
  try {
    const { channel } = await client.conversations.info({ channel: id })
    if (!channel) return null
    if (channel.is_im) return { platform: 'slack', id, kind: 'dm' }
    const name = channel.name ? { name: channel.name } : {}
    return { platform: 'slack', id, kind: channel.is_ext_shared === false ? 'internal' : 'shared', ...name }
  } catch (error) {
    if (slackCode(error) === 'channel_not_found') return null
    throw error
  }
}
