import { z } from 'zod'
import { Refused } from '../errors.ts'
import type { Ask } from '../rest/http.ts'

export interface Member {
  id: string
  name: string
  /** 1: has activated WeCom; 2: disabled; 5: has left (path/90196). */
  hasLeft: boolean
}

export interface Members {
  /** Null for who is no member, or none that the app may see. Rejects when WeCom cannot be asked. */
  get(id: string): Promise<Member | null>
  /** Everybody whom the app may see, department by department (path/95350, path/90200). Rejects when WeCom cannot be asked. */
  all(): Promise<Member[]>
}

const found = z.object({ name: z.string().default(''), status: z.number().default(1) })
const listed = z.object({ userlist: z.array(z.object({ userid: z.string().min(1), name: z.string().default('') })) })
const grouped = z.object({ department_id: z.array(z.object({ id: z.number() })) })
/** No such member (60111), not within the app's visible range (60011), or no id at all (40003). */
const unknown = new Set([60_111, 60_011, 40_003])
const gone = new Set([2, 5])

export const createMembers = (ask: Ask): Members => ({
  async get(id) {
    try {
      const { name, status } = await ask({ path: 'user/get', params: { userid: id } }, found)
      return { id, name: name || id, hasLeft: gone.has(status) }
    } catch (error) {
      if (error instanceof Refused && unknown.has(error.errcode)) return null
      throw error
    }
  },
  async all() {
    const { department_id: departments } = await ask({ path: 'department/simplelist' }, grouped)
    const all = new Map<string, Member>()
    for (const { id: department } of departments)
      for (const { userid: id, name } of await within(ask, department)) all.set(id, { id, name: name || id, hasLeft: false })
    return [...all.values()]
  },
})

/** A department's own members; none where the app may not look. */
async function within(ask: Ask, department: number): Promise<z.infer<typeof listed>['userlist']> {
  try {
    return (await ask({ path: 'user/simplelist', params: { department_id: String(department) } }, listed)).userlist
  } catch (error) {
    if (error instanceof Refused && unknown.has(error.errcode)) return []
    throw error
  }
}
