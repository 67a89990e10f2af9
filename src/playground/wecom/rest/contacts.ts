import type { Methods } from './api.ts'
import { ApiRefusal, type ApiRequest, type LocalCompany, type LocalContact, type LocalFollow } from './company.ts'

/** Of `batch/get_by_user` (path/92994). */
const limits = { members: 100, usualPage: 50 }

export const contacts: Methods = {
  'externalcontact/get_follow_user_list': {
    as: 'contact',
    run: company => ({ follow_user: visibleMembers(company) }),
  },
  'externalcontact/get': { as: 'contact', run: (company, request) => get(company, request) },
  'externalcontact/batch/get_by_user': { as: 'contact', run: (company, request) => page(company, request) },
}

const visibleMembers = ({ members }: LocalCompany): string[] =>
  [...members].flatMap(([id, { isVisible }]) => (isVisible ? [id] : []))

function get(company: LocalCompany, { params }: ApiRequest): object {
  const contact = contactOf(company, params.external_userid)
  if (contact.follows.length === 0) throw new ApiRefusal(84_061)
  return {
    external_contact: personOf(contact),
    follow_user: contact.follows.map(follow => ({ ...followOf(follow), tags: follow.tags.map(id => tagOf(company, id)) })),
  }
}

function page(company: LocalCompany, { body }: ApiRequest): object {
  const asked = Array.isArray(body.userid_list) ? (body.userid_list as string[]) : []
  if (asked.length === 0 || asked.length > limits.members) throw new ApiRefusal(40_058)
  const licensed = asked.filter(member => !company.unlicensed.has(member))
  if (licensed.length === 0) throw new ApiRefusal(701_008)
  const all = [...company.contacts.values()].flatMap(contact =>
    contact.follows.filter(({ member }) => licensed.includes(member)).map(follow => ({ contact, follow })),
  )
  const from = cursorOf(body.cursor)
  const size = Math.min(company.contactsAPage, typeof body.limit === 'number' ? body.limit : limits.usualPage)
  const shown = all.slice(from, from + size)
  return {
    external_contact_list: shown.map(({ contact, follow }) => ({
      external_contact: personOf(contact),
      follow_info: { ...followOf(follow), tag_id: follow.tags },
    })),
    next_cursor: from + size < all.length ? `cursor-${from + size}` : '',
    ...(licensed.length < asked.length && {
      fail_info: { unlicensed_userid_list: asked.filter(member => company.unlicensed.has(member)) },
    }),
  }
}

function cursorOf(cursor: unknown): number {
  if (cursor === undefined || cursor === '') return 0
  const from = typeof cursor === 'string' ? /^cursor-(\d+)$/.exec(cursor)?.[1] : undefined
  if (from === undefined) throw new ApiRefusal(40_058)
  return Number(from)
}

/** Refused as WeCom refuses an id that is none of this company's customers. */
export function contactOf({ contacts: known }: LocalCompany, id: unknown): LocalContact {
  const contact = typeof id === 'string' ? known.get(id) : undefined
  if (!contact) throw new ApiRefusal(40_096)
  return contact
}

const tagOf = ({ tags }: LocalCompany, id: string): object => ({
  group_name: '客户标签',
  tag_name: tags.get(id),
  type: 1,
  tag_id: id,
})

const personOf = ({ id, name }: LocalContact): object => ({ external_userid: id, name, type: 1, gender: 0, avatar: '' })

const followOf = ({ member, at, remark, description, mobiles, state, way }: LocalFollow): object => ({
  ...{ userid: member, remark, description, createtime: at, remark_mobiles: mobiles, add_way: way },
  ...(state !== '' && { state }),
})
