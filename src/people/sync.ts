import { isZone } from '../chat/dates/zone.ts'
import type { PersonProfile, PersonRef } from '../chat/platform.ts'
import { localeOf } from '../chat/wording.ts'
import type { Store } from '../database/store.ts'
import { chosen } from './chosen.ts'
import type { TeamDefaults } from './first-team.ts'

/** Takes over what the platform says about a person. Language and zone that somebody chose by `/rapport me` stay. */
export async function keepProfile(
  store: Store,
  ref: PersonRef,
  profile: PersonProfile,
  defaults: TeamDefaults,
  now: Date,
): Promise<void> {
  const said = {
    workspace: ref.workspace ?? profile.ref.workspace ?? '',
    name: profile.name,
    isExternal: profile.external,
    isGuest: profile.guest,
    isPlatformAdmin: profile.admin,
    deactivatedAt: profile.deactivated ? now : null,
    syncedAt: now,
  }
  const locale = profile.locale ? localeOf(profile.locale) : null
  const zone = profile.zone && isZone(profile.zone) ? profile.zone : null
  await store.tx(async tx => {
    const where = { platform_ref: { platform: ref.platform, ref: ref.id } }
    const known = await tx.member.findUnique({ where, select: { id: true } })
    const kept = known ? await chosen(tx, known.id) : { locale: false, zone: false }
    await tx.member.upsert({
      where,
      create: { platform: ref.platform, ref: ref.id, locale: locale ?? defaults.locale, zone: zone ?? defaults.zone, ...said },
      update: { ...said, ...(locale && !kept.locale ? { locale } : {}), ...(zone && !kept.zone ? { zone } : {}) },
    })
  })
}
