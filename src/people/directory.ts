import { setTimeout as wait } from 'node:timers/promises'
import type { Speaker } from '../chat/context.ts'
import type { Directory } from '../chat/directory.ts'
import { RapportError } from '../chat/errors.ts'
import type { Outbox } from '../chat/outbox.ts'
import type { Incoming, PersonProfile, PersonRef } from '../chat/platform.ts'
import type { Store } from '../database/store.ts'
import { ensureFirstTeam, type TeamDefaults } from './first-team.ts'
import { type Known, readKnown } from './known.ts'
import { namedPeople } from './named.ts'
import { observePlace, rememberPlace } from './places.ts'
import { speakerOf } from './speaker.ts'
import { keepProfile } from './sync.ts'

export interface DirectoryParts {
  store: Store
  /** For what managers must hear at once, such as that their channel became shared. */
  outbox: Outbox
  whoIs(ref: PersonRef): Promise<PersonProfile | null>
  /** `slack:U123`, `wecom:zhang.san`: administrators by the settings. */
  admins: readonly string[]
  defaults: TeamDefaults
}

const profileKeptForMs = 24 * 60 * 60 * 1000
/** How long a known person waits for a fresh profile before we go on with the old one. */
const refreshPatienceMs = 1_500
/** After a failed look the platform is left alone for a while. */
const refreshPauseMs = 60_000

/** Who people are: one statement for everybody we know, the platform's word for everybody else. */
export function createDirectory(parts: DirectoryParts): Directory {
  const { store, defaults } = parts
  const looking = new Map<string, Promise<boolean>>()
  const failedAt = new Map<string, number>()

  /** Asks the platform and keeps what it says; false: nobody there. The same person is asked about once at a time. */
  const look = (ref: PersonRef, now: Date): Promise<boolean> => {
    const key = `${ref.platform}:${ref.id}`
    const running = looking.get(key)
    if (running) return running
    const started = (async () => {
      const profile = await parts.whoIs(ref)
      if (profile) await keepProfile(store, ref, profile, defaults, now)
      if (profile) failedAt.delete(key)
      else failedAt.set(key, now.getTime())
      return profile !== null
    })()
      .catch((error: unknown) => {
        failedAt.set(key, now.getTime())
        throw new RapportError('person_lookup_failed', 'The platform did not say who this is.', 'Try again in a minute.', {
          cause: error,
        })
      })
      .finally(() => looking.delete(key))
    looking.set(key, started)
    return started
  }

  /** For people we know: a slow or failing platform costs them a moment, never their command. */
  const refresh = async (ref: PersonRef, now: Date): Promise<void> => {
    const failed = failedAt.get(`${ref.platform}:${ref.id}`)
    if (failed !== undefined && now.getTime() - failed < refreshPauseMs) return
    const patience = new AbortController()
    const found = look(ref, now).catch(() => false)
    await Promise.race([
      found,
      wait(refreshPatienceMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined),
    ])
    patience.abort()
  }

  const read = (incoming: Incoming, now: Date): Promise<Known> => readKnown(store, incoming, now)

  return {
    async identify(incoming, now) {
      let known = await read(incoming, now)
      if (!known.member) {
        if (await look(incoming.person, now)) known = await read(incoming, now)
      } else if (incoming.kind === 'person-changed' || isStale(known, incoming, now)) {
        await refresh(incoming.person, now)
        known = await read(incoming, now)
      }
      if (known.teams.length === 0 && known.member && !known.member.isExternal) {
        await ensureFirstTeam(store, defaults)
        known = await read(incoming, now)
      }
      const channel = await rememberPlace(store, parts, incoming.place, known.channel, now)
      for (const ref of await namedPeople(store, incoming)) await look(ref, now).catch(() => false)
      return speakerOf(incoming, { ...known, channel }, parts.admins, defaults) satisfies Speaker
    },
    observe: (tx, incoming, now) => observePlace(tx, parts, incoming, now),
  }
}

/** Old, gone (they speak again), or seen in another workspace than ours said. */
function isStale({ member }: Known, incoming: Incoming, now: Date): boolean {
  if (!member) return false
  const { workspace } = incoming.person
  if (member.deactivatedAt !== null || (workspace !== undefined && workspace !== member.workspace)) return true
  return now.getTime() - Date.parse(member.syncedAt) > profileKeptForMs
}
