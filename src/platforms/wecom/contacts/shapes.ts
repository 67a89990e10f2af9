import { z } from 'zod'
import type { ContactFollow, ContactProfile } from '../../../chat/contact-sync.ts'

const person = z.object({ external_userid: z.string().min(1), name: z.string().default('') })
const follow = z.object({
  userid: z.string().min(1),
  createtime: z.number(),
  state: z.string().nullish(),
  remark: z.string().nullish(),
  add_way: z.number().nullish(),
  remark_mobiles: z.array(z.string()).nullish(),
  description: z.string().nullish(),
  tags: z.array(z.object({ tag_name: z.string(), type: z.number() })).nullish(),
  tag_id: z.array(z.string()).nullish(),
})
type Follow = z.infer<typeof follow>

/** `externalcontact/get_follow_user_list` (path/92571): members who may have customers. */
export const membersAnswer = z.object({ follow_user: z.array(z.string()) })

/** `externalcontact/get` (path/92114): one contact with all members who have them, 500 at a time. */
export const contactAnswer = z.object({
  external_contact: person,
  follow_user: z.array(follow),
  next_cursor: z.string().optional(),
})

/** `externalcontact/batch/get_by_user` (path/92994): contacts of up to 100 members, each once for each member. */
export const pageAnswer = z.object({
  external_contact_list: z.array(z.object({ external_contact: person, follow_info: follow })),
  next_cursor: z.string().optional(),
  fail_info: z.object({ unlicensed_userid_list: z.array(z.string()).default([]) }).optional(),
})

/** Shared by a colleague, or given by an administrator. */
const givenWays = [201, 202]

/** Of tags by their own kinds: the company's; the others are a member's own, or made by rules. */
const ofCompany = 1

const followOf = (said: Follow, nameOf: (tag: string) => string | null): ContactFollow => ({
  ...{ member: said.userid, addedAt: new Date(said.createtime * 1_000), state: said.state || null },
  ...{ remark: said.remark || null, description: said.description ?? '', given: givenWays.includes(said.add_way ?? 0) },
  // One contact comes with names, many come with ids.
  tags: [
    ...(said.tags ?? []).filter(({ type }) => type === ofCompany).map(({ tag_name: name }) => name),
    ...(said.tag_id ?? []).flatMap(id => nameOf(id) ?? []),
  ],
})

/** What WeCom says of one person as the port has it; `nameOf` names the company's tags. */
export function profileOf(
  contact: z.infer<typeof person>,
  follows: readonly Follow[],
  nameOf: (tag: string) => string | null,
): ContactProfile {
  const phones = [...new Set(follows.flatMap(({ remark_mobiles: mobiles }) => mobiles ?? []))]
  return { contact: contact.external_userid, name: contact.name, phones, follows: follows.map(each => followOf(each, nameOf)) }
}
