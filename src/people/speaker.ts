import { type Actor, shownIn } from '../chat/access.ts'
import type { Speaker } from '../chat/context.ts'
import type { Incoming, Place } from '../chat/platform.ts'
import { localeOf } from '../chat/wording.ts'
import type { TeamDefaults } from './first-team.ts'
import type { Known, KnownChannel } from './known.ts'

const mondayToFriday = [1, 2, 3, 4, 5]

/** Who speaks, where, on whose calendar. Pure. */
export function speakerOf(incoming: Incoming, known: Known, admins: readonly string[], defaults: TeamDefaults): Speaker {
  const { member, channel, teams } = known
  const actor = actorOf(incoming, known, admins)
  const first = teams.find(team => actor.roles.has(team.id)) ?? (actor.admin ? teams[0] : undefined)
  const team = actor.outsider ? null : (teams.find(({ id }) => id === channel?.teamId) ?? first ?? null)
  return {
    actor,
    place: placeOf(incoming, channel),
    locale: localeOf(member?.locale ?? defaults.locale),
    zone: member?.zone ?? defaults.zone,
    workdays: member?.workdays ?? mondayToFriday,
    team,
    channel: channel && { id: channel.id, teamId: channel.teamId, customerId: channel.customerId },
  }
}

function actorOf(incoming: Incoming, { member, roles, standsFor }: Known, admins: readonly string[]): Actor {
  const { platform } = incoming
  const { id: ref, workspace } = incoming.person
  const elsewhere = workspace !== undefined && member !== null && workspace !== member.workspace
  const outsider = member === null || member.isExternal || member.deactivatedAt !== null || elsewhere
  const named = admins.includes(`${platform}:${ref}`) || member?.isPlatformAdmin === true
  return {
    memberId: member?.id ?? null,
    name: member?.name ?? ref,
    platform,
    ref,
    admin: named && !outsider,
    outsider,
    roles: outsider ? new Map() : roles,
    standsFor: outsider ? new Map() : standsFor,
  }
}

/** Shared as soon as either the event or our records say so: only the platform's word that it is no longer shared undoes that. */
function placeOf({ place, aside = false }: Incoming, channel: KnownChannel | null): Place | null {
  if (!place) return null
  const kind = place.kind === 'internal' && channel?.kind === 'shared' ? 'shared' : place.kind
  return { ...place, kind: shownIn(kind, aside) }
}
