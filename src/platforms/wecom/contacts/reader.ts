import type { ContactProfile } from '../../../chat/contact-sync.ts'
import { NoAnswer, Refused } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import { contactAnswer, membersAnswer, pageAnswer, profileOf } from './shapes.ts'
import type { Tags } from './tags.ts'

/** What WeCom knows of customers. Rejects like `Ask`. */
export interface Reader {
  /** Members who may have customers. */
  members(): Promise<string[]>
  /** One contact with everybody who has them; null: WeCom knows no such contact, or nobody has them. */
  contact(id: string): Promise<ContactProfile | null>
  /** All contacts of these members, page by page; members whom WeCom does not speak of (no licence) go to `silent`. */
  pages(members: readonly string[], silent: Set<string>): AsyncIterable<ContactProfile[]>
}

/** Of `batch/get_by_user`: members of one call, contacts of one page. */
const limits = { members: 100, page: 100 }
/** No such id, or no relation with it. */
const unknown = [40_096, 84_061]
/** None of these members is licensed. */
const noneLicensed = 701_008

export function createReader(calls: Ask, tags: Tags): Reader {
  // Reading once more does no harm, and a line that waited long for its next call is often dead.
  const ask: Ask = (call, answer) =>
    calls(call, answer).catch((error: unknown) => {
      if (error instanceof NoAnswer) return calls(call, answer)
      throw error
    })
  async function* pagesOf(members: readonly string[], silent: Set<string>): AsyncIterable<ContactProfile[]> {
    for (let cursor = ''; ; ) {
      const body = { userid_list: members, cursor, limit: limits.page }
      const page = await ask({ path: 'externalcontact/batch/get_by_user', body }, pageAnswer)
      for (const member of page.fail_info?.unlicensed_userid_list ?? []) silent.add(member)
      yield page.external_contact_list.map(({ external_contact: contact, follow_info: follow }) =>
        profileOf(contact, [follow], tags.nameOf),
      )
      if (!page.next_cursor) return
      cursor = page.next_cursor
    }
  }

  return {
    async members() {
      return (await ask({ path: 'externalcontact/get_follow_user_list' }, membersAnswer)).follow_user
    },
    async contact(id) {
      const parts: ContactProfile[] = []
      for (let cursor = ''; ; ) {
        const params = { external_userid: id, ...(cursor && { cursor }) }
        const part = await ask({ path: 'externalcontact/get', params }, contactAnswer).catch((error: unknown) => {
          if (error instanceof Refused && unknown.includes(error.errcode)) return null
          throw error
        })
        if (!part) return null
        parts.push(profileOf(part.external_contact, part.follow_user, tags.nameOf))
        if (!part.next_cursor) break
        cursor = part.next_cursor
      }
      const [first] = parts
      const follows = parts.flatMap(part => part.follows)
      return first && follows.length > 0 ? { ...first, phones: parts.flatMap(part => part.phones), follows } : null
    },
    async *pages(members, silent) {
      await tags.refresh()
      for (let from = 0; from < members.length; from += limits.members) {
        const some = members.slice(from, from + limits.members)
        try {
          yield* pagesOf(some, silent)
        } catch (error) {
          if (!(error instanceof Refused) || error.errcode !== noneLicensed) throw error
          for (const member of some) silent.add(member)
        }
      }
    },
  }
}
