import type { PersonProfile, PersonRef, Place, PlatformState } from '../../chat/platform.ts'

export interface People {
  /** Notes that this person, and this group if it was there, has written to the robot. */
  met(person: string, group: string | null): Promise<void>
  /** What the robot knows of them, which is their id; null for who never wrote to it. */
  whoIs(ref: PersonRef): Promise<PersonProfile | null>
  whatIs(place: string): Promise<Place | null>
}

const remembered = 20_000

/** A robot cannot ask who somebody is or what a group is: it knows who wrote to it, and where. */
export function createPeople(state: PlatformState, zone: string): People {
  const known = new Set<string>()
  const note = async (key: string): Promise<void> => {
    if (known.has(key)) return
    if ((await state.get(key)) === undefined) await state.set(key, true)
    if (known.size >= remembered) known.clear()
    known.add(key)
  }
  const has = async (key: string): Promise<boolean> => known.has(key) || (await state.get(key)) !== undefined

  return {
    async met(person, group) {
      await note(`person.${person}`)
      if (group !== null) await note(`group.${group}`)
    },
    async whoIs({ id, workspace }) {
      if (!(await has(`person.${id}`))) return null
      const ref: PersonRef = { platform: 'wecom', id, ...(workspace !== undefined && { workspace }) }
      const none = { guest: false, admin: false, deactivated: false }
      return { ref, name: id, locale: 'zh-CN', zone, external: workspace !== undefined, ...none }
    },
    async whatIs(id) {
      if (await has(`group.${id}`)) return { platform: 'wecom', id, kind: 'internal' }
      return (await has(`person.${id}`)) ? { platform: 'wecom', id, kind: 'dm' } : null
    },
  }
}
