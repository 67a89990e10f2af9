import { z } from 'zod'
import type { Ask } from '../rest/http.ts'

/** The company's tags (企业标签): by which name and which id. */
export interface Tags {
  /** Asks WeCom, unless that was done a few minutes ago. */
  refresh(): Promise<void>
  names(): string[]
  nameOf(id: string): string | null
  /** The one that is given; null: there is none. */
  idOf(name: string): string | null
  /** All, of which somebody may have any. */
  idsOf(name: string): string[]
}

const answered = z.object({
  tag_group: z.array(
    z.object({ tag: z.array(z.object({ id: z.string(), name: z.string(), deleted: z.boolean().optional() })).default([]) }),
  ),
})
const freshMs = 5 * 60_000

/** Read by `externalcontact/get_corp_tag_list` (path/92117). Of tags with one name in several groups the first is the one that is given. */
export function createTags(ask: Ask, now: () => Date): Tags {
  let byId = new Map<string, string>()
  let byName = new Map<string, string>()
  let until = 0
  return {
    async refresh() {
      if (now().getTime() < until) return
      const { tag_group: groups } = await ask({ path: 'externalcontact/get_corp_tag_list', body: {} }, answered)
      const tags = groups.flatMap(group => group.tag).filter(tag => !tag.deleted)
      byId = new Map(tags.map(({ id, name }) => [id, name]))
      byName = new Map(tags.toReversed().map(({ id, name }) => [name, id]))
      until = now().getTime() + freshMs
    },
    names: () => [...byName.keys()],
    nameOf: id => byId.get(id) ?? null,
    idOf: name => byName.get(name) ?? null,
    idsOf: name => [...byId].flatMap(([id, called]) => (called === name ? [id] : [])),
  }
}
