import type { Methods } from './api.ts'
import { ApiRefusal, type LocalCompany, type LocalFollow } from './company.ts'
import { contactOf } from './contacts.ts'

/** Characters of `remark` (path/92115). */
const longest = { remark: 20, remark_company: 20, description: 150 }

/** What is written about customers: tags, remarks. */
export const marks: Methods = {
  'externalcontact/get_corp_tag_list': {
    as: 'contact',
    run: ({ tags }) => ({
      tag_group: [{ group_id: 'group', group_name: '客户标签', tag: [...tags].map(([id, name]) => ({ id, name })) }],
    }),
  },
  'externalcontact/mark_tag': { as: 'contact', run: (company, { body }) => markTag(company, body) },
  'externalcontact/remark': { as: 'contact', run: (company, { body }) => remark(company, body) },
}

/** A member's own customer. */
function followed(company: LocalCompany, body: Record<string, unknown>): LocalFollow {
  const follow = contactOf(company, body.external_userid).follows.find(({ member }) => member === body.userid)
  if (!follow) throw new ApiRefusal(84_061)
  return follow
}

function markTag(company: LocalCompany, body: Record<string, unknown>): object {
  const follow = followed(company, body)
  const idsIn = (list: unknown): string[] => (Array.isArray(list) ? (list as string[]) : [])
  const [added, removed] = [idsIn(body.add_tag), idsIn(body.remove_tag)]
  if (added.length + removed.length === 0) throw new ApiRefusal(40_058)
  if ([...added, ...removed].some(id => !company.tags.has(id))) throw new ApiRefusal(40_068)
  follow.tags = [...new Set([...follow.tags, ...added])].filter(id => !removed.includes(id))
  return {}
}

function remark(company: LocalCompany, body: Record<string, unknown>): object {
  const follow = followed(company, body)
  const said = (['remark', 'remark_company', 'description'] as const).flatMap(name =>
    typeof body[name] === 'string' ? [{ name, text: body[name] }] : [],
  )
  if (said.length === 0 || said.some(({ name, text }) => [...text].length > longest[name])) throw new ApiRefusal(40_058)
  for (const { name, text } of said) if (name !== 'remark_company') follow[name] = text
  return {}
}
