import { errorCode } from '../chat/errors.ts'
import type { PersonProfile, Platform } from '../chat/platform.ts'
import type { Log } from '../config/log.ts'
import type { Store } from '../database/store.ts'
import type { TeamDefaults } from './first-team.ts'
import { keepProfile } from './sync.ts'

export interface MeetingParts {
  store: Store
  platforms: readonly Pick<Platform, 'name' | 'colleagues'>[]
  defaults: TeamDefaults
  now(): Date
  log: Log
}

export interface Meeting {
  /** Resolves when everybody is known, or a platform could not be asked. */
  done: Promise<void>
  stop(): Promise<void>
}

/**
 * Gets to know everybody of the company, so that an import can name an owner, and a command a colleague, who has not used the bot yet.
 * Those who are known already are left to the platform's news of them. What fails is tried again with the next start.
 */
export function meetColleagues({ store, platforms, defaults, now, log }: MeetingParts): Meeting {
  let stopped = false
  let writing: Promise<unknown> = Promise.resolve()
  const keep = (profile: PersonProfile): Promise<unknown> => {
    writing = keepProfile(store, profile.ref, profile, defaults, now())
    return writing
  }
  const meet = async ({ name, colleagues }: Pick<Platform, 'name' | 'colleagues'>): Promise<void> => {
    const members = await store.db.member.findMany({ where: { platform: name }, select: { ref: true } })
    const known = new Set(members.map(({ ref }) => ref))
    for await (const profile of colleagues?.() ?? []) {
      if (stopped) return
      if (!known.has(profile.ref.id)) await keep(profile)
    }
  }
  const meetings = platforms.map(platform =>
    meet(platform).catch((error: unknown) => log('warn', 'people.not-met', { platform: platform.name, code: errorCode(error) })),
  )
  return {
    done: Promise.all(meetings).then(() => undefined),
    async stop() {
      stopped = true
      // What is being written is; a platform that hangs is not waited for.
      await writing.catch(() => undefined)
    },
  }
}
