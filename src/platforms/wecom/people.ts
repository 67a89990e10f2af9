import type { PersonProfile, PersonRef, Place, PlatformState } from '../../chat/platform.ts'
import type { Member, Members } from './app/members.ts'
import { webhookGroup } from './webhook.ts'

export interface People {
  /** Notes that this person, and this group if it was there, has written to the robot. */
  met(person: string, group: string | null): Promise<void>
  /** Is it the first time that they look at the app? From now on it is not. */
  isFirst(person: string): Promise<boolean>
  /** As the app may ask, with their name; else what the robot knows of who has written to it, which is their id. Null: nobody we know. */
  whoIs(ref: PersonRef): Promise<PersonProfile | null>
  whatIs(place: string): Promise<Place | null>
  /** Everybody whom the app may see. */
  colleagues(members: Members): AsyncIterable<PersonProfile>
}

const remembered = 20_000

/** A robot cannot ask who somebody is or what a group is: it knows who wrote to it, and where. `members`: of the app, where there is one. */
export function createPeople(state: PlatformState, zone: string, members: Members | null): People {
  const known = new Set<string>()
  const note = async (key: string): Promise<void> => {
    if (known.has(key)) return
    if ((await state.get(key)) === undefined) await state.set(key, true)
    if (known.size >= remembered) known.clear()
    known.add(key)
  }
  const has = async (key: string): Promise<boolean> => known.has(key) || (await state.get(key)) !== undefined
  const profile = (ref: PersonRef, member: Member | null): PersonProfile => ({
    ...{ ref, name: member?.name ?? ref.id, locale: 'zh-CN', zone, external: ref.workspace !== undefined },
    ...{ guest: false, admin: false, deactivated: member?.hasLeft ?? false },
  })
  const hasMet = (id: string) => has(`person.${id}`)

  return {
    async *colleagues(all) {
      for (const member of await all.all()) yield profile({ platform: 'wecom', id: member.id }, member)
    },
    async met(person, group) {
      await note(`person.${person}`)
      if (group !== null) await note(`group.${group}`)
    },
    async isFirst(person) {
      const isFirst = !(await has(`greeted.${person}`))
      if (isFirst) await note(`greeted.${person}`)
      return isFirst
    },
    async whoIs({ id, workspace }) {
      // Of another company: none that the app could ask about.
      const member = workspace === undefined ? ((await members?.get(id)) ?? null) : null
      if (!member && !(await hasMet(id))) return null
      const ref: PersonRef = { platform: 'wecom', id, ...(workspace !== undefined && { workspace }) }
      return profile(ref, member)
    },
    async whatIs(id) {
      if (id === webhookGroup || (await has(`group.${id}`))) return { platform: 'wecom', id, kind: 'internal' }
      const isPerson = (await hasMet(id)) || Boolean(await members?.get(id))
      return isPerson ? { platform: 'wecom', id, kind: 'dm' } : null
    },
  }
}
